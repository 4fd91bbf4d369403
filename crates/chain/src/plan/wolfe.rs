//! The point of least norm in a polytope that is known by its vertices' oracle.

/// Major steps after which the point is taken as it is.
const MOST_STEPS: usize = 2_000;
/// Relative gap at which the point is the least one.
const TOLERANCE: f64 = 1e-14;
/// Weights below this are none.
const NO_WEIGHT: f64 = 1e-12;

/// A vertex: where it lies in the space whose norm counts, and what it carries along.
#[derive(Clone)]
pub(super) struct Vertex {
    pub point: Vec<f64>,
    pub carried: Vec<f64>,
}

/// The least point as a convex combination of vertices.
pub(super) struct Least {
    pub carried: Vec<f64>,
}

/// Finds the point of least Euclidean norm.
///
/// ```text
/// x = argmin ‖p‖², p ∈ conv(vertices);  optimal where  x·x − min_v x·p_v ≤ ε·x·x
/// ```
///
/// Wolfe 1976, Finding the nearest point in a polytope, Math. Programming 11:128–149. `farthest(x)` gives the
/// vertex with the least product with `x`.
pub(super) fn least_norm<E>(start: Vertex, mut farthest: impl FnMut(&[f64]) -> Result<Vertex, E>) -> Result<Least, E> {
    let mut corral = Corral { vertices: vec![start], weights: vec![1.0] };
    for _ in 0..MOST_STEPS {
        let x = corral.point();
        let vertex = farthest(&x)?;
        let norm = dot(&x, &x);
        if norm - dot(&x, &vertex.point) <= TOLERANCE * norm || corral.holds(&vertex) {
            break;
        }
        corral.vertices.push(vertex);
        corral.weights.push(0.0);
        if !corral.shrink() {
            break;
        }
    }
    Ok(Least { carried: corral.carried() })
}

/// Vertices whose convex hull holds the current point.
struct Corral {
    vertices: Vec<Vertex>,
    weights: Vec<f64>,
}

impl Corral {
    fn mix(&self, part: impl Fn(&Vertex) -> &[f64]) -> Vec<f64> {
        let mut sum = vec![0.0; part(&self.vertices[0]).len()];
        for (vertex, weight) in self.vertices.iter().zip(&self.weights) {
            for (sum, value) in sum.iter_mut().zip(part(vertex)) {
                *sum += weight * value;
            }
        }
        sum
    }

    fn point(&self) -> Vec<f64> {
        self.mix(|vertex| &vertex.point)
    }

    fn carried(&self) -> Vec<f64> {
        self.mix(|vertex| &vertex.carried)
    }

    fn holds(&self, vertex: &Vertex) -> bool {
        self.vertices.iter().any(|known| known.point == vertex.point)
    }

    /// Moves to the least point of the affine hull, dropping vertices on the way until it lies within the convex
    /// one. False where rounding admits no step.
    fn shrink(&mut self) -> bool {
        while let Some(target) = self.affine_least() {
            if target.iter().all(|weight| *weight > NO_WEIGHT) {
                self.weights = target;
                return true;
            }
            let step =
                |(now, then): (&f64, &f64)| (*then <= NO_WEIGHT).then(|| now / (now - then).max(f64::MIN_POSITIVE));
            let share = self.weights.iter().zip(&target).filter_map(step).fold(1.0, f64::min);
            for (weight, target) in self.weights.iter_mut().zip(&target) {
                *weight += share * (target - *weight);
            }
            let least = self.weights.iter().copied().fold(f64::INFINITY, f64::min);
            let floor = NO_WEIGHT.max(least);
            let kept: Vec<bool> = self.weights.iter().map(|weight| *weight > floor).collect();
            if !kept.contains(&true) {
                return false;
            }
            let mut keep = kept.iter();
            self.vertices.retain(|_| *keep.next().unwrap_or(&true));
            let mut keep = kept.iter();
            self.weights.retain(|_| *keep.next().unwrap_or(&true));
            let sum: f64 = self.weights.iter().sum();
            self.weights.iter_mut().for_each(|weight| *weight /= sum);
        }
        false
    }

    /// Weights of the least point of the affine hull: (G + 1·1ᵀ)·α = 1, μ = α / Σα, G the Gram matrix.
    fn affine_least(&self) -> Option<Vec<f64>> {
        let size = self.vertices.len();
        // The same norm for all entries: only directions count.
        let scale = self.vertices.iter().map(|v| dot(&v.point, &v.point)).fold(0.0, f64::max);
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let mut matrix = vec![vec![1.0; size + 1]; size];
        for (row, one) in self.vertices.iter().enumerate() {
            for (column, other) in self.vertices.iter().enumerate() {
                matrix[row][column] = 1.0 + dot(&one.point, &other.point) / scale;
            }
        }
        let solution = solve(matrix)?;
        let sum: f64 = solution.iter().sum();
        (sum.is_finite() && sum.abs() > 0.0).then(|| solution.iter().map(|value| value / sum).collect())
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Gaussian elimination with partial pivoting on an augmented matrix; `None` where it is singular.
fn solve(mut matrix: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let size = matrix.len();
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()))?;
        if matrix[pivot][column].abs() < 1e-15 {
            return None;
        }
        matrix.swap(column, pivot);
        let top = matrix[column].clone();
        for row in matrix.iter_mut().skip(column + 1) {
            let factor = row[column] / top[column];
            for (value, above) in row.iter_mut().zip(&top).skip(column) {
                *value -= factor * above;
            }
        }
    }
    let mut solution = vec![0.0; size];
    for row in (0..size).rev() {
        let rest: f64 = (row + 1..size).map(|column| matrix[row][column] * solution[column]).sum();
        solution[row] = (matrix[row][size] - rest) / matrix[row][row];
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Polytopes as vertex lists, and the least point worked out by hand.
    #[test]
    fn the_least_point_of_small_polytopes() {
        let table: &[(&[[f64; 2]], [f64; 2])] = &[
            (&[[3.0, 4.0]], [3.0, 4.0]),
            (&[[0.0, 2.0], [2.0, 0.0]], [1.0, 1.0]),
            (&[[1.0, 5.0], [1.0, -5.0], [9.0, 0.0]], [1.0, 0.0]),
            (&[[-1.0, -1.0], [2.0, 0.0], [0.0, 2.0]], [0.0, 0.0]),
            (&[[0.0, 2.0], [3.0, 1.0], [3.0, 3.0]], [0.6, 1.8]),
        ];
        for (vertices, expected) in table {
            let vertex = |point: &[f64; 2]| Vertex { point: point.to_vec(), carried: point.to_vec() };
            let found = least_norm(vertex(&vertices[0]), |x| {
                let product = |v: &[f64; 2]| x[0] * v[0] + x[1] * v[1];
                let least = vertices.iter().min_by(|a, b| product(a).total_cmp(&product(b)));
                least.map(vertex).ok_or(())
            });
            let found = found.unwrap().carried;
            let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
            assert!(near, "{vertices:?}: {found:?}");
        }
    }
}

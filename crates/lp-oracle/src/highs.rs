//! HiGHS as a library that is loaded at run time; nothing of it is needed to build.
#![allow(unsafe_code, reason = "a C library cannot be called otherwise")]

use crate::opinion::{Opinion, OracleFault, Status};
use libloading::Library;
use lp::Edit;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::{Path, PathBuf};

type Handle = *mut c_void;
type PassLp = unsafe extern "C" fn(
    Handle,
    c_int,
    c_int,
    c_int,
    c_int,
    c_int,
    f64,
    *const f64,
    *const f64,
    *const f64,
    *const f64,
    *const f64,
    *const c_int,
    *const c_int,
    *const f64,
) -> c_int;
type AddLine = unsafe extern "C" fn(Handle, f64, f64, c_int, *const c_int, *const f64) -> c_int;
type AddColumn = unsafe extern "C" fn(Handle, f64, f64, f64, c_int, *const c_int, *const f64) -> c_int;

/// Column-wise, in HiGHS's numbering.
const COLUMNWISE: c_int = 1;
/// Maximise, in HiGHS's numbering.
const MAXIMISE: c_int = -1;
/// What HiGHS returns for an error.
const ERROR: c_int = -1;

/// The functions of a loaded library.
pub struct Highs {
    create: unsafe extern "C" fn() -> Handle,
    destroy: unsafe extern "C" fn(Handle),
    set_bool: unsafe extern "C" fn(Handle, *const c_char, c_int) -> c_int,
    set_int: unsafe extern "C" fn(Handle, *const c_char, c_int) -> c_int,
    set_double: unsafe extern "C" fn(Handle, *const c_char, f64) -> c_int,
    pass: PassLp,
    run: unsafe extern "C" fn(Handle) -> c_int,
    status: unsafe extern "C" fn(*const c_void) -> c_int,
    objective: unsafe extern "C" fn(*const c_void) -> f64,
    solution: unsafe extern "C" fn(*const c_void, *mut f64, *mut f64, *mut f64, *mut f64) -> c_int,
    row_bounds: unsafe extern "C" fn(Handle, c_int, f64, f64) -> c_int,
    column_bounds: unsafe extern "C" fn(Handle, c_int, f64, f64) -> c_int,
    cost: unsafe extern "C" fn(Handle, c_int, f64) -> c_int,
    coefficient: unsafe extern "C" fn(Handle, c_int, c_int, f64) -> c_int,
    add_row: AddLine,
    add_column: AddColumn,
    get_basis: unsafe extern "C" fn(*const c_void, *mut c_int, *mut c_int) -> c_int,
    set_basis: unsafe extern "C" fn(Handle, *const c_int, *const c_int) -> c_int,
    // Last, so that it is dropped after everything that points into it.
    _library: Library,
}

/// Where HiGHS's variables are, to come back to.
#[derive(Clone, Debug)]
pub struct Basis {
    columns: Vec<c_int>,
    rows: Vec<c_int>,
}

/// A problem inside HiGHS, which is solved again from where it was left.
pub struct Session<'a> {
    highs: &'a Highs,
    handle: Handle,
    rows: usize,
    columns: usize,
}

/// Copies one function's address out of the library.
fn symbol<T: Copy>(library: &Library, path: &Path, name: &CStr) -> Result<T, OracleFault> {
    // SAFETY: `T` is the function's type in HiGHS's C header (HighsInt is `int`); the address stays valid while the
    // library is loaded, and `Highs` keeps it loaded as long as it keeps the address.
    unsafe { library.get::<T>(name.to_bytes_with_nul()) }
        .map(|symbol| *symbol)
        .map_err(|fault| OracleFault::Library { path: PathBuf::from(path), reason: fault.to_string() })
}

impl Highs {
    /// Loads `libhighs` from a file, for example the one in the `PyPI` package `highsbox`.
    ///
    /// # Errors
    /// The file is not there, is not a library, or lacks a function.
    pub fn load(path: impl AsRef<Path>) -> Result<Highs, OracleFault> {
        let path = path.as_ref();
        // SAFETY: loading runs the library's initialisers; the caller names a library that is meant to be run.
        let library = unsafe { Library::new(path) }
            .map_err(|fault| OracleFault::Library { path: PathBuf::from(path), reason: fault.to_string() })?;
        Ok(Highs {
            create: symbol(&library, path, c"Highs_create")?,
            destroy: symbol(&library, path, c"Highs_destroy")?,
            set_bool: symbol(&library, path, c"Highs_setBoolOptionValue")?,
            set_int: symbol(&library, path, c"Highs_setIntOptionValue")?,
            set_double: symbol(&library, path, c"Highs_setDoubleOptionValue")?,
            pass: symbol(&library, path, c"Highs_passLp")?,
            run: symbol(&library, path, c"Highs_run")?,
            status: symbol(&library, path, c"Highs_getModelStatus")?,
            objective: symbol(&library, path, c"Highs_getObjectiveValue")?,
            solution: symbol(&library, path, c"Highs_getSolution")?,
            row_bounds: symbol(&library, path, c"Highs_changeRowBounds")?,
            column_bounds: symbol(&library, path, c"Highs_changeColBounds")?,
            cost: symbol(&library, path, c"Highs_changeColCost")?,
            coefficient: symbol(&library, path, c"Highs_changeCoeff")?,
            add_row: symbol(&library, path, c"Highs_addRow")?,
            add_column: symbol(&library, path, c"Highs_addCol")?,
            get_basis: symbol(&library, path, c"Highs_getBasis")?,
            set_basis: symbol(&library, path, c"Highs_setBasis")?,
            _library: library,
        })
    }

    /// Solves once, from nothing.
    ///
    /// # Errors
    /// The problem breaks a rule, or HiGHS returns an error.
    pub fn solve(&self, problem: &lp::Problem) -> Result<Opinion, OracleFault> {
        self.open(problem)?.solve()
    }

    /// Hands a problem over; silent, one thread, tolerances of 1e-10.
    ///
    /// # Errors
    /// The problem breaks a rule, or HiGHS returns an error.
    pub fn open(&self, problem: &lp::Problem) -> Result<Session<'_>, OracleFault> {
        problem.check()?;
        // SAFETY: takes nothing; the handle is destroyed once, when the session is dropped.
        let handle = unsafe { (self.create)() };
        if handle.is_null() {
            return Err(OracleFault::Call { call: "Highs_create" });
        }
        let session = Session { highs: self, handle, rows: problem.rows(), columns: problem.columns() };
        // SAFETY: the handle is live and every name is a C string.
        let returned = unsafe {
            [
                (self.set_bool)(handle, c"output_flag".as_ptr(), 0),
                (self.set_int)(handle, c"threads".as_ptr(), 1),
                (self.set_double)(handle, c"primal_feasibility_tolerance".as_ptr(), 1e-10),
                (self.set_double)(handle, c"dual_feasibility_tolerance".as_ptr(), 1e-10),
            ]
        };
        returned.into_iter().try_for_each(|code| told("Highs_setOptionValue", code))?;
        session.pass(problem)?;
        Ok(session)
    }
}

/// Indices are checked against 32 bits when a problem is checked.
fn int(index: usize) -> c_int {
    c_int::try_from(index).unwrap_or(c_int::MAX)
}

fn told(call: &'static str, code: c_int) -> Result<(), OracleFault> {
    if code == ERROR { Err(OracleFault::Call { call }) } else { Ok(()) }
}

impl Session<'_> {
    fn pass(&self, problem: &lp::Problem) -> Result<(), OracleFault> {
        let (mut start, mut index, mut value) = (vec![0], Vec::new(), Vec::new());
        for column in 0..self.columns {
            for (row, entry) in problem.column_entries(column) {
                index.push(int(row));
                value.push(entry);
            }
            start.push(int(index.len()));
        }
        let columns: Vec<(f64, f64)> = (0..self.columns).map(|column| problem.column_bounds(column)).collect();
        let rows: Vec<(f64, f64)> = (0..self.rows).map(|row| problem.row_bounds(row)).collect();
        let split = |limits: &[(f64, f64)]| -> (Vec<f64>, Vec<f64>) { limits.iter().copied().unzip() };
        let ((lower, upper), (row_lower, row_upper)) = (split(&columns), split(&rows));
        let cost: Vec<f64> = (0..self.columns).map(|column| problem.objective(column)).collect();
        // SAFETY: every array has the length that the counts say, indices were checked, and HiGHS copies them all.
        let code = unsafe {
            (self.highs.pass)(
                self.handle,
                int(self.columns),
                int(self.rows),
                int(index.len()),
                COLUMNWISE,
                MAXIMISE,
                0.0,
                cost.as_ptr(),
                lower.as_ptr(),
                upper.as_ptr(),
                row_lower.as_ptr(),
                row_upper.as_ptr(),
                start.as_ptr(),
                index.as_ptr(),
                value.as_ptr(),
            )
        };
        told("Highs_passLp", code)
    }

    /// Applies edits in order.
    ///
    /// # Errors
    /// HiGHS returns an error, as it does for an index that does not exist.
    pub fn apply(&mut self, edits: &[Edit]) -> Result<(), OracleFault> {
        edits.iter().try_for_each(|edit| self.apply_one(edit))
    }

    fn apply_one(&mut self, edit: &Edit) -> Result<(), OracleFault> {
        let (highs, handle) = (self.highs, self.handle);
        match edit {
            Edit::RowBounds { row, lower, upper } => {
                // SAFETY: the handle is live; HiGHS checks the index.
                told("Highs_changeRowBounds", unsafe { (highs.row_bounds)(handle, int(*row), *lower, *upper) })
            }
            Edit::ColumnBounds { column, lower, upper } => {
                // SAFETY: as above.
                told("Highs_changeColBounds", unsafe { (highs.column_bounds)(handle, int(*column), *lower, *upper) })
            }
            Edit::Objective { column, value } => {
                // SAFETY: as above.
                told("Highs_changeColCost", unsafe { (highs.cost)(handle, int(*column), *value) })
            }
            Edit::Coefficient { row, column, value } => {
                // SAFETY: as above.
                told("Highs_changeCoeff", unsafe { (highs.coefficient)(handle, int(*row), int(*column), *value) })
            }
            Edit::AddRow { lower, upper, entries } => {
                let (index, value): (Vec<c_int>, Vec<f64>) =
                    entries.iter().map(|&(column, value)| (int(column), value)).unzip();
                let count = int(index.len());
                self.rows += 1;
                // SAFETY: both arrays have `count` places and are copied; HiGHS checks the indices.
                let code = unsafe { (highs.add_row)(handle, *lower, *upper, count, index.as_ptr(), value.as_ptr()) };
                told("Highs_addRow", code)
            }
            Edit::AddColumn { objective, lower, upper, entries } => {
                let (index, value): (Vec<c_int>, Vec<f64>) =
                    entries.iter().map(|&(row, value)| (int(row), value)).unzip();
                let count = int(index.len());
                self.columns += 1;
                // SAFETY: as for rows.
                let code = unsafe {
                    (highs.add_column)(handle, *objective, *lower, *upper, count, index.as_ptr(), value.as_ptr())
                };
                told("Highs_addCol", code)
            }
        }
    }

    /// Solves from the last basis and reads only how it ended and the objective.
    ///
    /// # Errors
    /// HiGHS returns an error.
    pub fn value(&mut self) -> Result<(Status, f64), OracleFault> {
        // SAFETY: the handle is live.
        told("Highs_run", unsafe { (self.highs.run)(self.handle) })?;
        // SAFETY: as above.
        let (status, objective) = unsafe { ((self.highs.status)(self.handle), (self.highs.objective)(self.handle)) };
        let status = match status {
            // 6 is a problem without columns, of which HiGHS says nothing, whatever its rows ask for.
            7 => Status::Optimal,
            8 => Status::Infeasible,
            9 => Status::InfeasibleOrUnbounded,
            10 => Status::Unbounded,
            _ => Status::Unknown,
        };
        Ok((status, objective))
    }

    /// Solves from the last basis and reads the point and its prices.
    ///
    /// # Errors
    /// HiGHS returns an error.
    pub fn solve(&mut self) -> Result<Opinion, OracleFault> {
        let (status, objective) = self.value()?;
        let (mut columns, mut reduced) = (vec![0.0; self.columns], vec![0.0; self.columns]);
        let (mut rows, mut duals) = (vec![0.0; self.rows], vec![0.0; self.rows]);
        // SAFETY: the arrays have one place per column and per row of the problem inside HiGHS.
        let code = unsafe {
            (self.highs.solution)(
                self.handle,
                columns.as_mut_ptr(),
                reduced.as_mut_ptr(),
                rows.as_mut_ptr(),
                duals.as_mut_ptr(),
            )
        };
        told("Highs_getSolution", code)?;
        Ok(Opinion { status, objective, columns, duals })
    }

    /// The current basis.
    ///
    /// # Errors
    /// There is none yet.
    pub fn basis(&self) -> Result<Basis, OracleFault> {
        let mut basis = Basis { columns: vec![0; self.columns], rows: vec![0; self.rows] };
        // SAFETY: the arrays have one place per column and per row.
        let code = unsafe { (self.highs.get_basis)(self.handle, basis.columns.as_mut_ptr(), basis.rows.as_mut_ptr()) };
        told("Highs_getBasis", code).map(|()| basis)
    }

    /// Goes back to a basis.
    ///
    /// # Errors
    /// It belongs to a problem of another size.
    pub fn set_basis(&mut self, basis: &Basis) -> Result<(), OracleFault> {
        if basis.columns.len() != self.columns || basis.rows.len() != self.rows {
            return Err(OracleFault::Call { call: "Highs_setBasis" });
        }
        // SAFETY: the arrays have one place per column and per row, as was just checked.
        let code = unsafe { (self.highs.set_basis)(self.handle, basis.columns.as_ptr(), basis.rows.as_ptr()) };
        told("Highs_setBasis", code)
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        // SAFETY: the handle came from `Highs_create` and is destroyed only here.
        unsafe { (self.highs.destroy)(self.handle) }
    }
}

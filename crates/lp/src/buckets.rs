//! Rows or columns sorted by how many entries they have, as linked lists.

const NONE: u32 = u32::MAX;

pub(crate) struct Buckets {
    first: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
    count: Vec<u32>,
}

impl Buckets {
    pub fn new(size: usize) -> Self {
        Buckets {
            first: vec![NONE; size + 1],
            next: vec![NONE; size],
            previous: vec![NONE; size],
            count: vec![NONE; size],
        }
    }

    pub fn insert(&mut self, item: usize, count: usize) {
        let head = self.first[count];
        self.next[item] = head;
        self.previous[item] = NONE;
        if head != NONE {
            self.previous[head as usize] = crate::sparse::narrow(item);
        }
        self.first[count] = crate::sparse::narrow(item);
        self.count[item] = crate::sparse::narrow(count);
    }

    pub fn remove(&mut self, item: usize) {
        if self.count[item] == NONE {
            return;
        }
        let (next, previous) = (self.next[item], self.previous[item]);
        if previous == NONE {
            self.first[self.count[item] as usize] = next;
        } else {
            self.next[previous as usize] = next;
        }
        if next != NONE {
            self.previous[next as usize] = previous;
        }
        self.count[item] = NONE;
    }

    /// Moves an item that is still listed.
    pub fn update(&mut self, item: usize, count: usize) {
        if self.count[item] != NONE && self.count[item] as usize != count {
            self.remove(item);
            self.insert(item, count);
        }
    }

    pub fn first(&self, count: usize) -> Option<usize> {
        self.first.get(count).copied().filter(|&item| item != NONE).map(|item| item as usize)
    }

    pub fn after(&self, item: usize) -> Option<usize> {
        Some(self.next[item]).filter(|&next| next != NONE).map(|next| next as usize)
    }
}

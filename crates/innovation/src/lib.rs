//! From a weak link to work on it: needs, common problems, open calls, reviews, projects and their gates.

pub mod project;

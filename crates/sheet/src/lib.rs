//! Tables as offices write them: XLSX, XLS, ODS and CSV, read with limits and written safely.

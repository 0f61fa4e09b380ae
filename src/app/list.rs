//! A cursor over a list of which a window is on the screen.

/// A move in a list or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// This many rows, down or (negative) up.
    Rows(isize),
    /// This many halves of the window, down or (negative) up.
    HalfPages(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The selected row, and the row at the top of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ListCursor {
    /// The selected row's index.
    pub(crate) selected: usize,
    /// The index of the first row in the window.
    pub(crate) top: usize,
}

impl ListCursor {
    /// Moves the selection in a list of `len` rows of which `height` are seen.
    pub(crate) fn step(&mut self, step: Step, len: usize, height: usize) {
        self.selected = moved(self.selected, step, len.saturating_sub(1), height);
        self.settle(len, height);
    }

    /// Moves the window alone, taking the selection along only as far as it must.
    pub(crate) fn scroll(&mut self, rows: isize, len: usize, height: usize) {
        let height = height.max(1);
        let last_top = len.saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(last_top);
        let bottom = (self.top + height).min(len.max(1)) - 1;
        self.selected = self.selected.clamp(self.top.min(bottom), bottom);
    }

    /// Brings the selection into the list and the window around the selection.
    pub(crate) fn settle(&mut self, len: usize, height: usize) {
        self.selected = self.selected.min(len.saturating_sub(1));
        let height = height.max(1);
        if self.selected < self.top {
            self.top = self.selected;
        } else if self.selected >= self.top + height {
            self.top = self.selected + 1 - height;
        }
        self.top = self.top.min(len.saturating_sub(height));
    }

    /// As [`Self::settle`], with the selection in the middle when it lay outside the window.
    pub(crate) fn reveal(&mut self, len: usize, height: usize) {
        if self.selected < self.top || self.selected >= self.top + height.max(1) {
            self.top = self.selected.saturating_sub(height / 2);
        }
        self.settle(len, height);
    }
}

/// The window over a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scroll {
    /// The number of the first line in the window.
    pub(crate) top: usize,
    /// The number of lines, as last drawn.
    pub(crate) lines: usize,
    /// The number of them that are seen at once, as last drawn.
    pub(crate) height: usize,
}

impl Scroll {
    /// Moves the window.
    pub(crate) fn step(&mut self, step: Step) {
        self.top = moved(self.top, step, self.last_top(), self.height);
    }

    /// Brings the lines `from..to` into the window, their start first.
    pub(crate) fn reveal(&mut self, from: usize, to: usize) {
        if to > self.top + self.height {
            self.top = to.saturating_sub(self.height);
        }
        self.top = self.top.min(from);
    }

    /// Brings this line to the top of the window, as far as there is text below it.
    pub(crate) fn go_to(&mut self, line: usize) {
        self.top = line.min(self.last_top());
    }

    /// Takes over the sizes that were drawn; returns true if the window had to move for them.
    pub(crate) fn measure(&mut self, lines: usize, height: usize) -> bool {
        (self.lines, self.height) = (lines, height);
        let top = self.top.min(self.last_top());
        std::mem::replace(&mut self.top, top) != top
    }

    fn last_top(&self) -> usize {
        self.lines.saturating_sub(self.height)
    }
}

fn moved(from: usize, step: Step, last: usize, height: usize) -> usize {
    let to = match step {
        Step::Rows(rows) => from.saturating_add_signed(rows),
        Step::HalfPages(halves) => {
            let half = isize::try_from((height / 2).max(1)).unwrap_or(isize::MAX);
            from.saturating_add_signed(half.saturating_mul(halves))
        }
        Step::First => 0,
        Step::Last => last,
    };
    to.min(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_the_list_and_in_the_window() {
        for len in 0..12 {
            for height in 0..6 {
                let mut cursor = ListCursor {
                    selected: 7,
                    top: 3,
                };
                for step in [
                    Step::Rows(1),
                    Step::Rows(-5),
                    Step::HalfPages(2),
                    Step::Last,
                    Step::HalfPages(-1),
                    Step::First,
                ] {
                    cursor.step(step, len, height);
                    assert!(cursor.selected < len.max(1), "{len} {height} {step:?}");
                    assert!(cursor.selected >= cursor.top);
                    assert!(cursor.selected < cursor.top + height.max(1));
                }
                cursor.scroll(3, len, height);
                assert!(cursor.selected < len.max(1));
                assert!((cursor.top..cursor.top + height.max(1)).contains(&cursor.selected));
            }
        }
    }

    #[test]
    fn scrolling_back_from_the_end_moves_at_once() {
        let mut scroll = Scroll {
            top: 0,
            lines: 30,
            height: 10,
        };
        scroll.step(Step::Last);
        scroll.step(Step::Rows(9));
        scroll.step(Step::Rows(-1));
        assert_eq!(scroll.top, 19);
        assert!(scroll.measure(12, 10));
        assert_eq!(scroll.top, 2);
    }
}

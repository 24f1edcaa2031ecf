package fit

// Calibration: by how much the model's own standard deviation has to be multiplied.

// lengths and steps are the upper ends of the classes of histories and of horizons.
var (
	lengths = [...]int{6, 9, 13, 19, 29, 47, 79, 1 << 30}
	steps   = [...]int{1, 2, 4, 6, 9, 12, 1 << 30}
)

// seasons are the classes of periods: none, up to 5 steps, longer ones.
const seasons = 3

// class is the row of a period.
func class(period int) int {
	switch {
	case period <= 1:
		return 0
	case period <= 5:
		return 1
	}
	return 2
}

// cell is the class that a number falls into.
func cell(ends []int, n int) int {
	for i, end := range ends {
		if n <= end {
			return i
		}
	}
	return len(ends) - 1
}

// widthOf is the width for a history of n values at a step ahead.
func widthOf(period, n, step int) width {
	return widths[class(period)][cell(lengths[:], n)][cell(steps[:], step)]
}

// widths are the quantiles of what the forecast got wrong over the deviation that it had
// expected, by class of the period, length of the history and step ahead. They were
// measured on the 3,003 series of the M3 competition (Makridakis, Hibon, IJF 16, 2000),
// with the last values of the part that is there to learn from held back, at lengths of
// 5 to 60 values and whole; the values that the competition tests with were not looked
// at. make widths DATA=DIR measures them anew. Cells with fewer than 100 errors have
// the one of the next shorter history, or of the step before and 8 % more.
var widths = [seasons][len(lengths)][len(steps)]width{
	{
		{{1.34, 2.65}, {1.76, 3.35}, {1.73, 4.11}, {2.19, 5.78}, {2.43, 6.61}, {2.62, 7.14}, {2.83, 7.71}},
		{{1.25, 2.50}, {1.62, 3.15}, {1.53, 3.07}, {1.90, 3.90}, {2.01, 4.22}, {2.62, 7.14}, {2.83, 7.71}},
		{{1.33, 2.40}, {1.58, 2.67}, {1.54, 3.02}, {1.62, 3.47}, {1.94, 4.18}, {2.62, 7.14}, {2.83, 7.71}},
		{{1.54, 2.69}, {1.61, 3.19}, {1.55, 3.12}, {1.60, 3.08}, {1.51, 2.99}, {2.62, 7.14}, {2.83, 7.71}},
		{{1.53, 2.62}, {1.62, 2.58}, {1.45, 2.71}, {1.48, 2.63}, {1.51, 2.52}, {2.62, 7.14}, {2.83, 7.71}},
		{{1.45, 2.27}, {1.52, 2.58}, {1.37, 2.42}, {1.45, 2.60}, {1.30, 2.45}, {2.62, 7.14}, {2.83, 7.71}},
		{{1.15, 1.62}, {1.15, 2.17}, {1.25, 2.08}, {1.19, 2.08}, {1.21, 2.29}, {2.62, 7.14}, {2.83, 7.71}},
		{{1.15, 1.62}, {1.15, 2.17}, {1.25, 2.08}, {1.19, 2.08}, {1.21, 2.29}, {2.62, 7.14}, {2.83, 7.71}},
	},
	{
		{{1.44, 2.44}, {1.58, 2.89}, {1.86, 3.45}, {2.21, 4.75}, {2.67, 5.81}, {2.88, 6.27}, {3.11, 6.77}},
		{{1.31, 2.21}, {1.18, 2.23}, {1.30, 2.60}, {1.50, 3.55}, {1.62, 3.78}, {2.88, 6.27}, {3.11, 6.77}},
		{{1.48, 2.21}, {1.30, 2.26}, {1.39, 2.52}, {1.63, 2.91}, {1.79, 3.25}, {2.88, 6.27}, {3.11, 6.77}},
		{{1.39, 2.19}, {1.34, 2.30}, {1.37, 2.38}, {1.63, 2.70}, {1.80, 2.96}, {2.88, 6.27}, {3.11, 6.77}},
		{{1.39, 2.29}, {1.23, 2.15}, {1.31, 2.24}, {1.47, 2.60}, {1.55, 2.79}, {2.88, 6.27}, {3.11, 6.77}},
		{{1.47, 2.39}, {1.29, 2.20}, {1.22, 2.02}, {1.41, 2.23}, {1.41, 2.13}, {2.88, 6.27}, {3.11, 6.77}},
		{{1.47, 2.39}, {1.29, 2.20}, {1.27, 2.00}, {1.26, 2.07}, {1.19, 2.23}, {2.88, 6.27}, {3.11, 6.77}},
		{{1.47, 2.39}, {1.29, 2.20}, {1.27, 2.00}, {1.26, 2.07}, {1.19, 2.23}, {2.88, 6.27}, {3.11, 6.77}},
	},
	{
		{{1.53, 2.94}, {1.65, 3.31}, {1.89, 4.07}, {2.05, 4.69}, {2.03, 4.90}, {2.32, 5.62}, {2.51, 6.07}},
		{{1.52, 2.77}, {1.47, 2.83}, {1.77, 3.35}, {1.75, 3.60}, {1.69, 3.79}, {1.70, 4.21}, {2.04, 5.10}},
		{{1.47, 2.67}, {1.43, 2.62}, {1.66, 3.05}, {1.70, 3.37}, {1.63, 3.43}, {1.60, 3.73}, {1.78, 4.33}},
		{{1.43, 2.40}, {1.37, 2.38}, {1.57, 2.67}, {1.52, 2.86}, {1.47, 2.71}, {1.41, 2.78}, {1.55, 3.10}},
		{{1.42, 2.30}, {1.32, 2.21}, {1.48, 2.41}, {1.44, 2.63}, {1.40, 2.56}, {1.35, 2.66}, {1.49, 2.83}},
		{{1.45, 2.44}, {1.34, 2.28}, {1.45, 2.46}, {1.43, 2.51}, {1.35, 2.33}, {1.27, 2.37}, {1.37, 2.44}},
		{{1.46, 2.32}, {1.34, 2.27}, {1.43, 2.33}, {1.36, 2.29}, {1.35, 2.16}, {1.26, 2.10}, {1.32, 2.25}},
		{{1.40, 2.28}, {1.22, 2.15}, {1.34, 2.21}, {1.32, 2.14}, {1.28, 2.12}, {1.14, 1.95}, {1.20, 2.07}},
	},
}

package row

// Fit sets, for each month, the first of some sizes that holds all four quantities
// asked of it, by its index; their number where none does. It reports whether one
// did in every month.
func Fit(first []int, sizes [][4]float64, asked *[4][]float64) bool {
	n := len(first)
	a, b, c, d := asked[0][:n], asked[1][:n], asked[2][:n], asked[3][:n]
	if four && len(sizes) > 0 {
		return fitAVX(first, sizes, asked)
	}
	all := true
	for i := range first {
		k := 0
		for k < len(sizes) && (a[i] > sizes[k][0] || b[i] > sizes[k][1] || c[i] > sizes[k][2] || d[i] > sizes[k][3]) {
			k++
		}
		first[i] = k
		all = all && k < len(sizes)
	}
	return all
}

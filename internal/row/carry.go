package row

// Term is a row, so many times.
type Term struct {
	Row   []float64 // by month
	Times float64   // what one of it asks for
}

// Part is a part of the time, in which the greatest of some terms is asked for.
type Part struct {
	Time  float64   // share of it
	Terms []Term    // at least one
	Units []float64 // filled with the units of this part; nil where nobody asks
}

// Carry counts the whole units that carry the greatest of the terms, and spare ones
// beside them: in the first part of the time, the least over all of them, and the
// mean, and in each part that asks for it. Where the first term of the first part is 0
// there are none. No row that it
// fills is one that it reads, and nothing is negative.
func Carry(first, least, mean []float64, spare float64, parts []Part) {
	n := len(first)
	least, mean = least[:n], mean[:n]
	for i := range parts {
		for k := range parts[i].Terms {
			_ = parts[i].Terms[k].Row[:n]
		}
		if parts[i].Units != nil {
			_ = parts[i].Units[:n]
		}
	}
	if four {
		carryAVX(first, least, mean, spare, parts)
		return
	}
	carry(first, least, mean, spare, parts)
}

// carry is Carry, one number at a time.
func carry(first, least, mean []float64, spare float64, parts []Part) {
	down := whole - spare
	for i := range first {
		if parts[0].Terms[0].Row[i] == 0 {
			first[i], least[i], mean[i] = 0, 0, 0
			for k := range parts {
				if parts[k].Units != nil {
					parts[k].Units[i] = 0
				}
			}
			continue
		}
		for k := range parts {
			need := 0.0
			for _, t := range parts[k].Terms {
				need = max(need, float64(t.Row[i]*t.Times))
			}
			n := float64(need*(1-epsilon)) + half + whole - down
			if parts[k].Units != nil {
				parts[k].Units[i] = n
			}
			if k == 0 {
				first[i], least[i], mean[i] = n, n, 0
			}
			least[i] = min(least[i], n)
			mean[i] += float64(n * parts[k].Time)
		}
	}
}

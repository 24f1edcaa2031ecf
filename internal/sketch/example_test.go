package sketch_test

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/sketch"
	"github.com/talimat/talimat-plan/internal/unit"
)

// A year of users in a few lines of text, for terminals that have ASCII only.
func ExampleLines() {
	picture := &sketch.Picture{Title: "Users", Kind: unit.KindCount, Start: unit.Date{Year: 2026, Month: 1}, Rows: 4}
	for month := range 13 {
		picture.Values = append(picture.Values, 100+float64(month*month)*6)
	}
	for _, line := range sketch.Lines(sketch.Options{Width: 60, ASCII: true}, picture) {
		fmt.Println(strings.TrimRight(line, " "))
	}
	// Output:
	// Users
	// 1,000 +                                                *****
	//       |                                   **************
	//       |              **********************
	//     0 +***************
	//       ++------------+------------+------------+------------+
	// month  0            3            6            9           12
	//     2026-01      2026-04      2026-07      2026-10   2027-01
}

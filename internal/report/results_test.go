package report

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/words"
)

func TestComparisonWords(t *testing.T) {
	for got, want := range map[string]string{
		relative(100, 106.1):         "+6.1%",
		relative(100, 90):            "−10%",
		relative(0, 5):               words.None,
		relative(1e6, 1e6+1):         "0%",
		relative(-50, -100):          "−100%",
		numbering([]int{0, 3, 4, 5}): "1,4–6",
		numbering([]int{7}):          "8",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

package report

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// SensitivityDocument is an analysis for machines: numbers as numbers, in base
// units, money in Currency. What does not exist is null.
type SensitivityDocument struct {
	SchemaVersion string         `json:"schema_version"`  // version of these keys
	Tool          string         `json:"tool"`            // name and version of the program
	Scenario      Scenario       `json:"scenario"`        // what was analysed
	Currency      string         `json:"currency"`        // ISO 4217 code of every amount
	Metric        string         `json:"metric"`          // the target
	Unit          string         `json:"unit"`            // of the target, wherever it appears
	Month         *int           `json:"month"`           // of the target; null for single figures
	Date          *string        `json:"date"`            // calendar month of Month
	Sampling      Sampling       `json:"sampling"`        // how the futures were drawn
	Base          float64        `json:"base"`            // target of the forecast
	TailLevel     float64        `json:"tail_level"`      // quantile that the bad tail begins at: 0.9, or 0.1 where less is worse
	Tail          float64        `json:"tail"`            // target at that quantile
	TailHalf      *float64       `json:"tail_half_width"` // of its 95 % interval; null where a single replicate cannot tell
	ExpectedLoss  float64        `json:"expected_loss"`   // of the amount that suits best, where a unit short costs ten times a unit set aside
	Logarithmic   bool           `json:"logarithmic"`     // shares are of the variance of the target's logarithm
	Limits        []string       `json:"limits"`          // conditions whose chance of being broken is given by source
	Sources       []SourceWeight `json:"sources"`         // the greatest swing first
	Rest          *RestOfShares  `json:"rest"`            // what the sources leave; null without volatility, with correlated inputs and where nothing is left
	Sobol         *SobolIndices  `json:"sobol"`           // null unless asked for
}

// SourceWeight is what an uncertain input, or a risk, does to the target.
type SourceWeight struct {
	Source      string       `json:"source"`                    // path of the input, or "risks.NAME"
	Risk        bool         `json:"risk"`                      // low is that it does not happen, high that it does
	Low         SwingEnd     `json:"low"`                       // the input at its P10
	High        SwingEnd     `json:"high"`                      // at its P90; a risk that begins in the middle of its window
	Swing       float64      `json:"swing"`                     // between them
	Share       float64      `json:"variance_share_ratio"`      // explained by itself
	ShareHalf   *float64     `json:"variance_share_half_width"` // of its 95 % interval
	TailLow     *float64     `json:"tail_lowest"`               // target at the tail's level with the source in its lowest tenth
	TailHigh    *float64     `json:"tail_highest"`              // in its highest
	Worth       float64      `json:"worth"`                     // expected value of perfect information on it; 0 when it cannot be told from chance
	Broken      []BrokenWith `json:"broken"`                    // by limit
	Verdict     string       `json:"verdict"`                   // in words
	MeasureRank int          `json:"measure_rank"`              // 1 for what to measure first
}

// RestOfShares is what month-to-month volatility explains of the variance of the
// target, together with what inputs do only together.
type RestOfShares struct {
	Share     float64  `json:"variance_share_ratio"`      // 1 less the shares of all sources
	ShareHalf *float64 `json:"variance_share_half_width"` // of its 95 % interval
}

// SwingEnd is a source moved to one end.
type SwingEnd struct {
	Value  *float64 `json:"value"`  // of the input in its base unit, or the month in which the risk begins; null when it does not
	Target float64  `json:"target"` // then, all else at its median
}

// BrokenWith is the chance of breaking a limit with a source low and high.
type BrokenWith struct {
	Lowest  *float64 `json:"lowest_ratio"`  // in its lowest tenth
	Highest *float64 `json:"highest_ratio"` // in its highest
}

// SobolIndices are those of all factors.
type SobolIndices struct {
	Runs        int          `json:"runs"`        // of the engine
	Logarithmic bool         `json:"logarithmic"` // of the target's logarithm
	Factors     []SobolIndex `json:"factors"`     // the greatest total first
}

// SobolIndex is the part of a factor in the variance of the target.
type SobolIndex struct {
	Factor    string   `json:"factor"`           // path of the input, "risks.NAME", or the path of a volatility
	First     float64  `json:"first_ratio"`      // alone
	FirstHalf *float64 `json:"first_half_width"` // of its 95 % interval
	Total     float64  `json:"total_ratio"`      // with all that it does together with others
	TotalHalf *float64 `json:"total_half_width"` // of its 95 % interval
}

func newSensitivityDocument(v *weights, o Options) *SensitivityDocument {
	s, out, kind := v.Scenario, v.Outcome, v.Metric.Kind
	money := words.Currency(s.Currency)
	d := &SensitivityDocument{
		SchemaVersion: SchemaVersion, Tool: o.Tool,
		Scenario: Scenario{s.Name, s.Description, o.File, strings.TrimPrefix(o.InputHash, "sha256:")},
		Currency: s.Currency, Metric: v.Metric.Name, Unit: measure(s, kind),
		Sampling: samplingOf(&out.Design, out.Futures()),
		Base:     money.Round(kind, v.Base), TailLevel: v.Tail.Level(), Tail: money.Round(kind, v.AtTail.Value), TailHalf: newHalf(money, kind, v.AtTail),
		ExpectedLoss: money.Round(kind, v.Loss), Logarithmic: v.Logarithmic, Limits: []string{}, Sources: []SourceWeight{},
	}
	if v.Metric.Series {
		date := s.Start.Add(v.Month).String()
		d.Month, d.Date = &v.Month, &date
	}
	for _, c := range out.Limits {
		d.Limits = append(d.Limits, c.Text)
	}
	places := map[string]int{}
	for i, s := range v.by(func(s *sensitivity.Source) float64 { return s.Worth }) {
		places[s.Path] = i
	}
	for i := range v.Sources {
		src := &v.Sources[i]
		w := newSourceWeight(money, src, kind)
		w.Verdict, w.MeasureRank = v.judge(src), places[src.Path]+1
		d.Sources = append(d.Sources, w)
	}
	if v.Rest != nil {
		d.Rest = &RestOfShares{rounded6(v.Rest.Value), halfRatio(*v.Rest)}
	}
	if v.Indices != nil {
		d.Sobol = newSobolIndices(v.Indices)
	}
	return d
}

func newSourceWeight(money words.Currency, s *sensitivity.Source, kind unit.Kind) SourceWeight {
	w := SourceWeight{
		Source: s.Path, Risk: s.Risk(), Swing: money.Round(kind, s.Swing()), Share: rounded6(s.Share.Value), ShareHalf: halfRatio(s.Share),
		TailLow: money.RoundOptional(kind, &s.AtTail.Lowest.Value), TailHigh: money.RoundOptional(kind, &s.AtTail.Highest.Value), Worth: money.Round(kind, s.Worth), Broken: []BrokenWith{},
		Low: SwingEnd{Target: money.Round(kind, s.Low.Target)}, High: SwingEnd{Target: money.Round(kind, s.High.Target)},
	}
	if !s.Risk() {
		low := digits(s.Low.Input, 9)
		w.Low.Value = &low
	}
	high := digits(s.High.Input, 9)
	w.High.Value = &high
	for _, b := range s.Broken {
		w.Broken = append(w.Broken, BrokenWith{sixth(&b.Lowest.Value), sixth(&b.Highest.Value)})
	}
	return w
}

func newSobolIndices(all *sensitivity.Indices) *SobolIndices {
	out := &SobolIndices{Runs: all.Runs, Logarithmic: all.Logarithmic}
	ratio := func(e simulation.Estimate) (float64, *float64) { return rounded6(e.Value), halfRatio(e) }
	for _, i := range sortedIndices(all) {
		row := SobolIndex{Factor: i.Factor.Name}
		row.First, row.FirstHalf = ratio(i.First)
		row.Total, row.TotalHalf = ratio(i.Total)
		out.Factors = append(out.Factors, row)
	}
	return out
}

// sortedIndices has the greatest total first.
func sortedIndices(all *sensitivity.Indices) []sensitivity.Index {
	list := slices.Clone(all.All)
	slices.SortStableFunc(list, func(a, b sensitivity.Index) int { return cmp.Compare(b.Total.Value, a.Total.Value) })
	return list
}

// JSON writes the document.
func (f *Sensitivity) JSON(w io.Writer) error { return encode(w, f.Document) }

// CSV writes a row for each source; the chances of breaking a limit and Sobol'
// indices have columns of their own. A value that does not exist is empty.
func (f *Sensitivity) CSV(w io.Writer) error {
	d := f.Document
	head := []string{"source", "low_value", "high_value", "low_target", "high_target", "swing", "variance_share_ratio",
		"tail_lowest", "tail_highest", "worth", "measure_rank", "verdict", "sobol_first_ratio", "sobol_total_ratio"}
	for _, l := range d.Limits {
		head = append(head, "broken_lowest_ratio: "+l, "broken_highest_ratio: "+l)
	}
	rows := [][]string{head}
	for i := range d.Sources {
		s := &d.Sources[i]
		var first, total *float64
		if d.Sobol != nil {
			for k := range d.Sobol.Factors {
				if x := &d.Sobol.Factors[k]; x.Factor == s.Source {
					first, total = &x.First, &x.Total
				}
			}
		}
		row := []string{s.Source, cell(s.Low.Value), cell(s.High.Value), cell(&s.Low.Target), cell(&s.High.Target), cell(&s.Swing), cell(&s.Share),
			cell(s.TailLow), cell(s.TailHigh), cell(&s.Worth), strconv.Itoa(s.MeasureRank), s.Verdict, cell(first), cell(total)}
		for _, b := range s.Broken {
			row = append(row, cell(b.Lowest), cell(b.Highest))
		}
		rows = append(rows, row)
	}
	if d.Rest != nil {
		row := make([]string, len(head))
		row[0], row[slices.Index(head, "variance_share_ratio")], row[slices.Index(head, "verdict")] = restLabel, cell(&d.Rest.Share), restVerdict
		rows = append(rows, row)
	}
	return WriteCSV(w, rows)
}

// cell is a number for a machine; empty when there is none.
func cell(v *float64) string {
	if v == nil || math.IsNaN(*v) {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

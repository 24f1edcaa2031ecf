package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/unit"
)

const (
	maxSample = 1_000_000 // values of all samples of a scenario
	maxFaults = 3         // cells of one file that are complained about
)

// sampleSource says where a sample stands.
type sampleSource struct {
	file, column, unit string
	at                 *yaml.Node // the name of the file
	unitAt             *yaml.Node
	columnAt           *yaml.Node
}

// sample reads {sample: growth.csv} or {sample: {file: growth.csv, column: rate,
// unit: "%/quarter"}}: an empirical distribution from a column of a CSV file.
func (d *decoder) sample(s form, n *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool) {
	src, ok := d.sampleSource(n)
	if !ok {
		return "", v, nil, false
	}
	t, ok := d.sampleTable(src)
	if !ok {
		return "", v, nil, false
	}
	column, ok := d.column(t, src, kind)
	if !ok {
		return "", v, nil, false
	}
	values, v, ok := d.cells(t, column, src, kind, f)
	if !ok {
		return "", v, nil, false
	}
	u, err := distribution.Empirical(values)
	if err != nil {
		d.fail(src.at, codeBadRange, "", "%s: %v", src.file, err)
		return "", v, nil, false
	}
	v.Number = u.Median()
	return fmt.Sprintf("{%s: %s}", s.name, src.text()), v, u, true
}

// text writes the source as it may stand in the scenario.
func (s *sampleSource) text() string {
	if s.column == "" && s.unit == "" {
		return flow(s.file)
	}
	text := "{file: " + flow(s.file)
	if s.column != "" {
		text += ", column: " + flow(s.column)
	}
	if s.unit != "" {
		text += ", unit: " + flow(s.unit)
	}
	return text + "}"
}

// sampleSource reads the short or the long form.
func (d *decoder) sampleSource(n *yaml.Node) (s sampleSource, ok bool) {
	const hint = "write {sample: growth.csv} or {sample: {file: growth.csv, column: rate}}"
	ok = true
	word := func(n *yaml.Node) string {
		if n.Kind != yaml.ScalarNode || isNull(n) || strings.TrimSpace(n.Value) == "" {
			d.fail(n, codeWrongType, hint, "expected a text, got %s", describe(n))
			ok = false
			return ""
		}
		return n.Value
	}
	if n.Kind != yaml.MappingNode {
		s.file, s.at = word(n), n
		return s, ok
	}
	d.entries(n, func(p pair) {
		switch p.key.Value {
		case "file":
			s.file, s.at = word(p.value), p.value
		case "column":
			s.column, s.columnAt = strings.TrimSpace(word(p.value)), p.value
		case "unit":
			s.unit, s.unitAt = strings.TrimSpace(word(p.value)), p.value
		default:
			d.unknownKey(n, p, []string{"file", "column", "unit"})
			ok = false
		}
	})
	if s.at == nil && ok {
		d.fail(n, codeMissingKey, hint, "missing key %q", "file")
	}
	return s, ok && s.at != nil
}

// sampleFigure is a figure of a sample with its unit; false, with a diagnostic, when
// there is none.
func (d *decoder) sampleFigure(n *yaml.Node) (string, bool) {
	src, ok := d.sampleSource(n)
	if !ok {
		return "", false
	}
	t, ok := d.sampleTable(src)
	if !ok {
		return "", false
	}
	column, last := max(slices.Index(t.rows[0].cells, src.column), 0), t.rows[len(t.rows)-1]
	if src.unit != "" {
		return "1 " + src.unit, true
	}
	return last.cells[column], true
}

// sampleTable reads the file of a sample.
func (d *decoder) sampleTable(src sampleSource) (*table, bool) {
	if known := d.tables[src.at]; known != nil {
		again := *known
		return &again, true
	}
	if d.files == nil {
		d.fail(src.at, codeSampleFile, "", "no file can be read here, so there can be no sample %s", src.file)
		return nil, false
	}
	text, err := d.files(d.fileAt(src.at, src.file))
	if apart := norm.NFD.String(src.file); err != nil && apart != src.file { // as some file systems spell names
		if found, second := d.files(d.fileAt(src.at, apart)); second == nil {
			text, err = found, nil
		}
	}
	if err != nil {
		d.fail(src.at, codeSampleFile, "", "%s", oneLine(err))
		return nil, false
	}
	t, err := readTable(text)
	if err != nil {
		var fault *tableError
		if !errors.As(err, &fault) {
			fault = &tableError{message: oneLine(err)}
		}
		place := src.file
		if fault.line > 0 {
			place = fmt.Sprintf("%s:%d", src.file, fault.line)
		}
		d.fail(src.at, codeSampleFile, fault.hint, "%s: %s", place, fault.message)
		return nil, false
	}
	t.at = src.at
	d.table = t
	again := *t // what reads it takes its first row away
	return &again, true
}

// oneLine is an error's text, of which only the first line is kept.
func oneLine(err error) string {
	text, _, _ := strings.Cut(err.Error(), "\n")
	return text
}

// maxFigure is how many characters a figure with its unit has at most. Longer
// cells are not repeated in messages: what a file holds is not for every log.
const maxFigure = 32

// short are the names, cut to the length of a figure.
func short(names []string) []string {
	cut := make([]string, len(names))
	for i, name := range names {
		if r := []rune(name); len(r) > maxFigure {
			name = string(r[:maxFigure-1]) + "…"
		}
		cut[i] = name
	}
	return cut
}

// column finds the column of a sample, and whether the first line names it.
func (d *decoder) column(t *table, src sampleSource, kind unit.Kind) (int, bool) {
	names := t.rows[0].cells
	if src.unit != "" {
		if _, err := unit.Parse(kind, "1 "+src.unit, d.options); err != nil {
			d.fail(src.unitAt, codeBadQuantity, "the figures are "+kind.String(), "the unit %q does not fit", src.unit)
			return 0, false
		}
	}
	switch {
	case src.column == "" && len(names) > 1:
		d.fail(src.at, codeSampleFile, fmt.Sprintf("name one of them: {sample: {file: %s, column: %s}}", flow(src.file), flow(short(names)[len(names)-1])), "%s has %d columns: %s", src.file, len(names), strings.Join(short(names[:min(len(names), maxListed)]), ", "))
		return 0, false
	case src.column == "":
		if !strings.ContainsAny(names[0], "0123456789") {
			t.rows = t.rows[1:]
		}
		return 0, true
	}
	at := slices.Index(names, src.column)
	switch {
	case at < 0:
		d.failPart(src.columnAt, 0, len(src.columnAt.Value), codeSampleFile, suggest(src.column, names), "%s has no column %q", src.file, src.column)
	case slices.Contains(names[at+1:], src.column):
		d.fail(src.columnAt, codeSampleFile, "rename one of them", "%s has two columns %q", src.file, src.column)
	default:
		t.rows = t.rows[1:]
		return at, true
	}
	return 0, false
}

// cells reads the figures of a column, growth rates for the period of the first.
func (d *decoder) cells(t *table, column int, src sampleSource, kind unit.Kind, f field) (values []float64, first unit.Value, ok bool) {
	if len(t.rows) == 0 {
		d.fail(src.at, codeSampleFile, "write one figure on each line", "%s has no values", src.file)
		return nil, first, false
	}
	if d.sampled += len(t.rows); d.sampled > maxSample {
		d.fail(src.at, codeTooMany, "", "the samples have more than %d values", maxSample)
		return nil, first, false
	}
	values = make([]float64, 0, len(t.rows))
	faults := 0
	style := t.style(column, kind.Money())
	for _, row := range t.rows {
		v, hint, err := d.cell(row.cells[column], style, src.unit, kind, f)
		if err != nil {
			if faults++; faults > 1 {
				hint = "" // it would be the same again
			}
			if faults <= maxFaults {
				d.fail(src.at, codeSampleFile, hint, "%s:%d: %v", src.file, row.line, err)
			}
			continue
		}
		if len(values) == 0 {
			first = v
		}
		values = append(values, f.atPeriod(v, first.Per).Number)
	}
	if faults > maxFaults {
		d.fail(src.at, codeSampleFile, "", "%s: %d more figures cannot be read", src.file, faults-maxFaults)
	}
	return values, first, faults == 0
}

// cell reads one figure. A bare number takes the unit of the column if there is one.
func (d *decoder) cell(text string, style decimals, unitOf string, kind unit.Kind, f field) (v unit.Value, hint string, err error) {
	if text == "" {
		return v, "", errors.New("the cell is empty")
	}
	if n := utf8.RuneCountInString(text); n > maxFigure {
		return v, "name a file with figures", fmt.Errorf("a cell of %d characters is no figure", n)
	}
	if style == commaDecimals {
		plain, ok := withPoint(text)
		if !ok {
			return v, "write all figures of a column alike", fmt.Errorf("%q has a decimal point, other figures of the column have a decimal comma", text)
		}
		text = plain
	}
	options := d.options
	options.Table, options.PointDecimal = true, style != doubtfulDecimals
	if unitOf != "" {
		if _, err := unit.Parse(unit.KindCount, text, options); err != nil {
			if number := firstNumber().FindString(text); strings.HasSuffix(text, number) && len(text)-len(number) <= 1 {
				return v, d.cellHint(err, unitOf), plainError(err)
			}
			return v, "leave the unit out of the file or out of the scenario", fmt.Errorf("%q is no bare number, but the unit %s is given", text, unitOf)
		}
		text += " " + unitOf
	}
	v, err = d.parse(kind, text, options)
	if err != nil {
		return v, d.cellHint(err, unitOf), plainError(err)
	}
	in, known := d.exchange(v)
	switch {
	case !known:
		return v, d.rateHint(v.Currency), fmt.Errorf("there is no exchange rate for %s", v.Currency)
	case outOfRange(kind, in, f) != "":
		return v, "", errors.New(outOfRange(kind, in, f))
	}
	return in, "", nil
}

// cellHint says what to write in a cell, or in the scenario.
func (d *decoder) cellHint(err error, unitOf string) string {
	var fault *unit.Error
	switch {
	case !errors.As(err, &fault):
		return ""
	case unitOf == "" && strings.HasSuffix(fault.Message, "has no unit"):
		return fault.Hint + " in each line, or name the unit in the scenario: {sample: {file: …, unit: …}}"
	}
	return fault.Hint
}

// plainError is what package unit says about a text, without the hint.
func plainError(err error) error {
	var fault *unit.Error
	if errors.As(err, &fault) {
		return errors.New(fault.Message)
	}
	return err
}

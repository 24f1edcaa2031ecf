package pricebook

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// columns are those of a book, in the order in which they are written.
func columns() []string {
	return []string{"provider", "region", "sku", "family", "unit", "price", "currency", "term", "upfront", "from", "to", "cpu", "memory", "source", "as_of"}
}

// spellings are other names that price lists give the columns.
func spellings() map[string]string {
	return map[string]string{
		"vcpu": "cpu", "vcpus": "cpu", "mem_gib": "memory", "memory_gib": "memory", "instance_type": "sku", "name": "sku", "service": "family",
		"tier_from": "from", "tier_to": "to", "date": "as_of", "upfront_fee": "upfront", "price_usd": "price", "usd": "price",
	}
}

// csv reads a table whose first line names its columns; those that it does not know
// are left out.
func (i *importer) csv(r io.Reader) {
	t := csv.NewReader(r)
	t.FieldsPerRecord, t.Comment = -1, '#'
	names, err := t.Read()
	if err != nil {
		i.csvFault(err, "the file is empty")
		return
	}
	for k, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if other := spellings()[name]; other != "" && !slices.Contains(names, other) {
			if strings.HasSuffix(name, "_gib") {
				other += " GiB"
			}
			name = other
		}
		names[k] = name
	}
	for _, must := range []string{"sku", "unit", "price"} {
		if !slices.Contains(names, must) {
			i.add(1, codeKey, "name the columns in the first line: "+strings.Join(columns(), ", "), "there is no column %q", must)
			return
		}
	}
	for {
		row, err := t.Read()
		if err == io.EOF || i.full() {
			return
		}
		if err != nil {
			i.csvFault(err, "")
			return
		}
		line, _ := t.FieldPos(0)
		if len(row) != len(names) {
			i.add(line, codeFormat, "", "%d cells, but there are %d columns", len(row), len(names))
			continue
		}
		i.out.Read++
		i.csvRow(names, row, line)
	}
}

// csvRow reads a row, if the filter keeps what it names.
func (i *importer) csvRow(names, row []string, line int) {
	p := Price{Currency: i.options.Currency, Region: i.options.Region, AsOf: i.options.AsOf}
	for k, name := range names {
		if f := (map[string]*string{"provider": &p.Provider, "region": &p.Region, "sku": &p.SKU, "family": &p.Family})[name]; f != nil && row[k] != "" {
			*f = strings.TrimSpace(row[k])
		}
	}
	probe := i.options.Filter
	probe.Terms = nil
	if !probe.Keeps(&p) {
		i.leave("not asked for")
		return
	}
	term, effective := "", false
	for k, name := range names {
		cell := strings.TrimSpace(row[k])
		if gib, ok := strings.CutSuffix(name, " GiB"); ok && cell != "" {
			name, cell = gib, cell+" GiB"
		}
		if name == "term" {
			term = cell
			continue
		}
		if why := p.set(name, cell); why != "" {
			i.add(line, codeValue, "", "%s: %s", or(p.SKU, name), why)
			return
		}
	}
	why := p.list(term, &effective)
	if why != "" {
		i.add(line, codeValue, "", "%s: %s", p.SKU, why)
		return
	}
	name, times := unitOf(p.Unit, p.Provider)
	p.Unit, p.Amount, p.From, p.To = name, p.Amount/times, p.From*times, p.To*times
	if effective && p.Term.Months > 0 {
		p.Upfront, p.Amount = p.Amount*p.Term.Hours(), 0
	}
	i.keep(p, line)
}

// list reads the term of a price list, which may be a phrase with underlines:
// reserved_1y_std_all_upfront_eff is a contract of a year whose price, upfront
// included, is by the hour; tier:0-10240GB is a step of a price on demand.
func (p *Price) list(text string, effective *bool) (why string) {
	if steps, ok := strings.CutPrefix(text, "tier:"); ok {
		return p.step(steps)
	}
	word := strings.ToLower(text)
	for _, noise := range []string{"_std", "_no_upfront", "_az_mean"} {
		word = strings.Replace(word, noise, "", 1)
	}
	word = strings.Replace(word, "cud_", "reserved_", 1)
	word, *effective = strings.CutSuffix(word, "_eff")
	if rest, ok := strings.CutSuffix(word, "_all_upfront"); ok {
		word = rest
	} else {
		*effective = false // spread over the months in any case
	}
	t, err := ParseTerm(word)
	if err != nil {
		return err.Error()
	}
	p.Term = t
	return ""
}

// step reads 0-10240GB, 1-10TB or 10TB-inf: what it counts is the unit of the price.
func (p *Price) step(text string) (why string) {
	low, high, ok := strings.Cut(text, "-")
	scale := 1.0
	if strings.Contains(text, "TB") {
		scale = 1024
	}
	plain := strings.NewReplacer("GB", "", "TB", "", "inf", "0")
	from, err1 := number(plain.Replace(low))
	to, err2 := number(plain.Replace(high))
	if !ok || err1 != nil || err2 != nil {
		return "the step " + text + " is none"
	}
	p.From, p.To = from*scale, to*scale
	return ""
}

// set reads the value of a column.
func (p *Price) set(name, text string) (why string) {
	texts := map[string]*string{
		"provider": &p.Provider, "region": &p.Region, "sku": &p.SKU, "family": &p.Family, "unit": &p.Unit, "currency": &p.Currency,
		"source": &p.Source, "as_of": &p.AsOf,
	}
	numbers := map[string]*float64{"price": &p.Amount, "upfront": &p.Upfront, "from": &p.From, "to": &p.To, "cpu": &p.CPU}
	switch {
	case text == "" && name == "price":
		return "there is no price"
	case text == "":
	case texts[name] != nil:
		*texts[name] = text
	case numbers[name] != nil:
		n, err := number(text)
		if err != nil {
			return name + " " + quoted(text) + " is no number from 0 on"
		}
		*numbers[name] = n
	case name == "term":
		t, err := ParseTerm(text)
		if err != nil {
			return err.Error()
		}
		p.Term = t
	case name == "memory":
		v, err := unit.Parse(unit.KindBytes, text, unit.Options{})
		if err != nil || v.Number < 0 {
			return "memory " + quoted(text) + " is no size, such as 8 GiB"
		}
		p.Memory = v.Number
	}
	return ""
}

// csvFault words a fault of the reader of CSV.
func (f *faults) csvFault(err error, empty string) {
	var fault *csv.ParseError
	switch {
	case errors.As(err, &fault):
		f.add(fault.Line, codeFormat, "a quote within a quoted cell is written twice", "%v", fault.Err)
	case errors.Is(err, io.EOF) && empty != "":
		f.add(0, codeFormat, "", "%s", empty)
	case err != nil && !errors.Is(err, io.EOF):
		f.add(0, codeFormat, "", "%v", err)
	}
}

// quoted is a text from a file, no longer than a message bears.
func quoted(text string) string {
	if r := []rune(text); len(r) > 32 {
		text = string(r[:31]) + "…"
	}
	return `"` + unit.Printable(text) + `"`
}

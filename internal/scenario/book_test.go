package scenario

import (
	"strings"
	"testing"
)

// What the plan leaves to the book is an input like any other: with its path, its
// text, and open to --set.
func TestPriceBook(t *testing.T) {
	text := read(t, testdata+"/ok/book.yaml")
	f := decode("book.yaml", text)
	if f.Scenario == nil {
		t.Fatal(render(t, f))
	}
	p := &f.Scenario.Prices
	if len(p.Servers) != 2 || p.Servers[0].Name != "cx23" || p.Servers[0].CPU != 2 || p.Servers[0].Memory != 4<<30 {
		t.Errorf("servers %+v", p.Servers)
	}
	costs(t, "by the hour, in euros of 1.25 dollars", float64(p.Servers[0].Price), 0.0088*730*1.25)
	if len(p.Databases) != 1 || p.Databases[0].Storage != 1e12 || p.Databases[0].CPU != 2 {
		t.Errorf("databases %+v", p.Databases)
	}
	costs(t, "by the month", float64(p.Databases[0].Price), 37.5)
	if b := p.Book; b.File != "book.yaml" || b.Oldest != "2025-01-01" || len(b.SHA256) != 64 {
		t.Errorf("book %+v", b)
	}
	if text, isDefault := f.Written("prices.servers.cx23.price"); text != "0.0088 EUR/hour" || isDefault {
		t.Errorf("written as %q", text)
	}
	if at := f.Locate("prices.servers.cx23.price"); at.String() != "book.yaml:15:9" {
		t.Errorf("it stands at %s, want where the book is named", at)
	}
	set := func(path, value string) *File { return decode("book.yaml", text, Override{path, value}) }
	if b := set("prices.servers.cx23.price", "$100/month").Scenario.Prices.Book; b.Oldest != "2025-01-01" {
		t.Errorf("with a change the book is of %q", b.Oldest)
	}
	costs(t, "set", float64(set("prices.servers.cx23.price", "$100/month").Scenario.Prices.Servers[0].Price), 100)
	if f := set("nodes.tiers", "cx33"); f.Scenario == nil || len(f.Scenario.Prices.Servers) == 0 {
		t.Error(render(t, f))
	}
	if f := set("prices.book", "none.csv"); f.Scenario != nil || !strings.Contains(render(t, f), "cannot read none.csv") {
		t.Error(render(t, f))
	}
	own := strings.Replace(string(text), "  databases:", "  servers: {cx23: {cpu: 8, memory: 8 GB, price: $1/month}}\n  databases:", 1)
	if s := decode("book.yaml", []byte(own)).Scenario; s == nil || s.Prices.Servers[0].CPU != 8 {
		t.Error("what the plan says itself does not count before the book")
	}
	if f := Decode("book.yaml", text); f.Scenario != nil {
		t.Error("a book is read where no file can be")
	}
	outline := Options{Files: csvFiles}.Outline("book.yaml", text)
	if s := outline.Decode(); s == nil || len(s.Prices.Servers) != 2 {
		t.Error("the outline does not have what the book says")
	}
}

// The book of the program needs no file.
func TestIllustrativeBook(t *testing.T) {
	text := strings.NewReplacer("[cx23, cx33]", "small", "[db-2]", "db-small", "db-2:", "db-small:", "book: book.yaml", "book: {file: illustrative, region: istanbul}").
		Replace(string(read(t, testdata+"/ok/book.yaml")))
	f := Decode("book.yaml", []byte(text))
	if f.Scenario == nil {
		t.Fatal(render(t, f))
	}
	if c := f.Scenario.Prices.Book.Contracts; len(c) != 1 || c[0].Name != "1 year" || c[0].Months != 12 {
		t.Errorf("contracts %+v; a server and a database are both sold for a year", c)
	}
	costs(t, "a server in Istanbul", float64(f.Scenario.Prices.Servers[0].Price), 0.102*730)
}

func costs(t *testing.T, what string, got, want float64) {
	t.Helper()
	if diff := got - want; !(diff < 1e-9 && diff > -1e-9) {
		t.Errorf("%s: %g, want %g", what, got, want)
	}
}

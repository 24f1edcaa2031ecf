package history

import (
	"strings"
	"testing"
	"time"
)

func read(t *testing.T, text string) *Import {
	t.Helper()
	i, err := ReadCSV("users.csv", strings.NewReader(text), Columns{})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return i
}

// The same three months, as people and programs write them.
func TestSeriesInManyForms(t *testing.T) {
	for _, text := range []string{
		"month,users\n2026-01,100\n2026-02,110\n2026-03,125\n",
		"\xef\xbb\xbfmonth;users\r\n2026-01-01;100\r\n2026-02-01;110\r\n2026-03-01;125\r\n",
		"ds,y\r2026-01-01,100\r2026-02-01,110\r2026-03-01,125\r", // CR alone
		"\"ds\",\"y\"\n\"2026-03-01\",125\n\"2026-01-01\",100\n\"2026-02-01\",110",
		"2026-01-01\t100\n2026-02-01\t110\n2026-03-01\t125",
		"id|users|at\na|100|1767225600\na|110|1769904000\na|125|1772323200000\n",
		"date,users\n01.01.2026,100\n1.2.2026,110\n01.03.2026,125\n",
		"when,users\nJan 2026,100\n\nFeb 2026,110\nMar 2026,125\n",
		"when,users\n2026-01-01T00:00:00Z,100\n2026-02-01 00:00:00,110\n2026-03-01T03:00:00+03:00,125\n",
		"date,users,note\n2026-01-01,100,\"a, \"\"b\"\"\nc\"\n2026-02-01,110,\n2026-03-01,125,x\n",
	} {
		if strings.HasPrefix(text, "id") {
			text = strings.ReplaceAll(text, "|a|", "|")
		}
		i, err := ReadCSV("users.csv", strings.NewReader(text), Columns{})
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		g, err := i.Grid(i.Spacing())
		if err != nil || g.Step != Month || len(g.Values) != 3 || g.Values[0] != 100 || g.Values[2] != 125 || g.Start.Format(time.DateOnly) != "2026-01-01" {
			t.Errorf("%q: %+v, %v", text, g, err)
		}
		if i.Read != 3 || i.Used != 3 || i.Total() != 335 {
			t.Errorf("%q: %+v", text, i)
		}
	}
}

func TestDirtIsCountedAndNamed(t *testing.T) {
	i := read(t, "day,users\n2026-01-03,3\n2026-01-01,1\n2026-01-04,\n2026-01-05,NA\n2026-01-06,6\n2026-01-06,8\n")
	if i.Read != 6 || i.Used != 4 || len(i.Points) != 3 || len(i.Notes) != 3 {
		t.Fatalf("%+v", i)
	}
	g, err := i.Grid(Day)
	if err != nil || g.Filled != 3 || g.Values[1] != 2 || g.Values[5] != 7 {
		t.Errorf("%+v %v", g, err)
	}
}

func TestMonthsThatAreNotWholeAreLeftOut(t *testing.T) {
	i := &Import{}
	for d := time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC); d.Before(time.Date(2026, 6, 4, 0, 0, 0, 0, time.UTC)); d = d.AddDate(0, 0, 1) {
		i.Points = append(i.Points, Point{d, float64(d.Month())})
	}
	g, err := i.Grid(Month)
	if err != nil || g.Cut != 2 || len(g.Values) != 4 || g.Values[0] != 2 || g.Start.Month() != 2 {
		t.Errorf("%+v %v", g, err)
	}
}

func TestWhatCannotBeReadIsRefusedWithItsLine(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "nothing in it",
		"month,users\n":                      "no rows below",
		"a,b\nx,y\n":                         "no column has times",
		"month,users\n2026-01,x\n2026-02,y":  `"x" is not a number`,
		"m;u\n2026-01;1,5\n2026-02;2,5":      `users.csv:2: "1,5" has a comma`,
		"m,u\n2026-01,1\n2026-02,\"1,234\"":  "has a comma",
		"m,u\n2026-01,1\nsoon,2":             `users.csv:3: "soon" is not a time`,
		"m,u\n2026-01,1\n2026-02,two":        `"two" is not a number`,
		"m,u\n2026-01,1\n2026-02":            "the row has 1 columns",
		"m,u\n2026-01,NA\n2026-02,NA":        "none of its 2 rows",
		"m,u\n1/2/2026,1\n2/2/2026,2":        "day/month or month/day",
		"m,u\n13/2/2026,1\n2/13/2026,2":      "day/month or month/day",
		"m,u\n2026-01,1\n\"2026-02,2\n3,4\n": "is a quote open",
	} {
		_, err := ReadCSV("users.csv", strings.NewReader(text), Columns{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	if i := read(t, "m,u\n1/2/2026,1\n1/13/2026,2"); i.Points[0].At.Month() != 1 {
		t.Error("one date says that the month is first")
	}
	if i := read(t, "m,u\n1/2/2026,1\n13/2/2026,2"); i.Points[0].At.Day() != 1 {
		t.Error("one date says that the day is first")
	}
	if _, err := ReadCSV("x", strings.NewReader("m,u,v\n2026-01,1,2\n"), Columns{Value: "w"}); err == nil || !strings.Contains(err.Error(), "there are m, u, v") {
		t.Errorf("%v", err)
	}
	if i, err := ReadCSV("x", strings.NewReader("m,u,v\n2026-01,1,2\n"), Columns{Value: "V"}); err != nil || i.Points[0].Value != 2 {
		t.Errorf("%v", err)
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{"month,users\n2026-01,100\n", "a;b\r2026-01-01;1,5", "\"x\"\"y\",2026Q1\n,\"", "1/2/2026|3\n13/2/2026|4"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		i, err := ReadCSV("f", strings.NewReader(text), Columns{})
		if err != nil {
			return
		}
		if i.Used > i.Read || len(i.Points) > i.Used || len(i.Points) == 0 {
			t.Fatalf("%+v", i)
		}
		for k := 1; k < len(i.Points); k++ {
			if !i.Points[k-1].At.Before(i.Points[k].At) {
				t.Fatal("not in the order of time")
			}
		}
		if g, err := i.Grid(i.Spacing()); err == nil && len(g.Values) == 0 {
			t.Fatal("a grid without values")
		}
	})
}

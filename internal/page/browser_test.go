package page_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/scenarios"
)

var look = flag.String("look", "", "write what the browser shows into this directory, to look at it")

// overflowing lists elements that are wider than what they stand in, and are not
// in a box that scrolls.
const overflowing = `(() => {
  const wide = [], root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wide.push("page: " + root.scrollWidth + " > " + root.clientWidth);
  const name = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + "." + e.className + " " + e.textContent.trim().slice(0, 40);
  const scrolls = !matchMedia("print").matches;
  for (const e of document.body.querySelectorAll("*:not(svg *)")) {
    if (e.closest(".skip, #summary-heading, details:not([open])") && e.tagName !== "SUMMARY") continue;
    const box = e.closest(".box"), style = getComputedStyle(e);
    if (style.display === "none" || scrolls && box && box !== e) continue;
    const r = e.getBoundingClientRect();
    if (r.right > root.clientWidth + 1) wide.push("right of the page: " + name(e));
    if (e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !(scrolls && box === e)) wide.push("out of its box: " + name(e));
  }
  return wide;
})()`

// illegible lists texts that have no size or less than 11 pixels.
const illegible = `[...document.querySelectorAll("main *")].filter((e) =>
  !e.closest("svg") && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 11
).map((e) => e.tagName + " " + e.textContent.trim().slice(0, 40))`

// shown counts how many charts of a shape are visible on paper of a colour.
const shown = `(shape, paper) => [...document.querySelectorAll("svg." + shape)].filter((e) =>
  e.getBoundingClientRect().height > 100 && getComputedStyle(e.querySelector("svg > path")).fill === paper
).length`

// The page of every plan is whole in a real browser, on a telephone and on a
// desk, light and dark, with and without the script. The pages of the plans that
// are hardest to show are looked at in more ways.
func TestInBrowser(t *testing.T) {
	browser := start(t)
	views := []view{
		{390, "dark", false, false, false}, {1280, "light", true, false, false},
		{390, "light", true, false, true}, {1280, "dark", false, false, true}, {768, "light", true, false, true},
		{687, "dark", true, true, false}, // A4 less its margins
		{687, "dark", true, true, true},
	}
	for name, d := range plans(t) {
		url := place(t, d)
		for i, v := range views {
			if i >= 2 && name != scenarios.Default && name != "many" && name != "hostile" && *look == "" {
				break
			}
			t.Run(name+"/"+v.String(), func(t *testing.T) {
				p := open(t, browser, url, v)
				p.check(t, v, d)
				if *look != "" {
					p.photograph(t, filepath.Join(*look, name+"-"+v.String()+".png"))
				}
			})
		}
	}
}

// place writes a page into a file and returns its address.
func place(t *testing.T, d *report.Dossier) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(write(t, d)), 0o666); err != nil {
		t.Fatal(err)
	}
	return "file://" + file
}

// check holds an open page against what every page must be.
func (p *tab) check(t *testing.T, v view, d *report.Dossier) {
	t.Helper()
	for _, wide := range ask[[]string](t, p, overflowing) {
		t.Error(wide)
	}
	if !v.print {
		for _, small := range ask[[]string](t, p, illegible) {
			t.Errorf("too small: %s", small)
		}
	}
	paper, shape, other := "rgb(255, 255, 255)", "wide", "narrow"
	if v.scheme == "dark" && !v.print {
		paper = "rgb(18, 22, 31)"
	}
	if v.width <= 600 {
		shape, other = other, shape
	}
	charts := ask[int](t, p, `document.querySelectorAll("figure").length`)
	count := func(shape string) int { return ask[int](t, p, fmt.Sprintf("(%s)(%q, %q)", shown, shape, paper)) }
	if right, wrong := count(shape), count(other); charts < 3 || right != charts || wrong != 0 {
		t.Errorf("of %d charts %d of the shape are shown and %d of the other", charts, right, wrong)
	}
	if v.width == 390 || v.width == 1280 { // the first two screens
		if end := ask[float64](t, p, `document.querySelector("figure").getBoundingClientRect().top`); end > 1600 && !v.wide {
			t.Errorf("the first chart begins at %.0f pixels", end)
		}
		if cut := ask[int](t, p, `[...document.querySelectorAll("figure")].filter((e) => e.scrollWidth > e.clientWidth + 1).length`); cut > 0 {
			t.Errorf("%d charts are not shown whole", cut)
		}
	}
	if rows := ask[int](t, p, `document.querySelectorAll("#findings h3").length`); rows != len(d.Forecast.Findings) {
		t.Errorf("%d findings are shown of %d", rows, len(d.Forecast.Findings))
	}
	if buttons := ask[int](t, p, `document.querySelectorAll("th button").length`); (buttons > 0) != v.script {
		t.Errorf("%d buttons to sort by", buttons)
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, trouble := range p.troubles {
		t.Error(trouble)
	}
}

// photograph keeps the whole page as a picture.
func (p *tab) photograph(t *testing.T, file string) {
	t.Helper()
	picture, err := chromedp.Run(p, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	keep(t, file, picture)
}

func keep(t *testing.T, file string, content []byte) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, content, 0o666)); err != nil {
		t.Fatal(err)
	}
}

// Headings sort their table, numbers as numbers, and a link opens what it leads into.
func TestScript(t *testing.T) {
	p := open(t, start(t), place(t, builtIn(t, "saas")), view{1280, "light", true, false, false})
	users := ask[[]string](t, p, `(() => {
  const table = document.getElementById("months-table"), column = [...table.tHead.rows[0].cells].findIndex((c) => c.textContent === "Users");
  const button = table.tHead.rows[0].cells[column].querySelector("button");
  button.click(); button.click();
  return [...table.tBodies[0].rows].map((r) => r.cells[column].textContent).concat(table.tHead.rows[0].cells[column].getAttribute("aria-sort"));
})()`)
	if len(users) < 4 || users[len(users)-1] != "descending" || len(users[0]) < len(users[len(users)-2]) {
		t.Errorf("sorted by users: %v", users)
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if len(p.troubles) > 0 {
		t.Error(p.troubles)
	}
}

// On paper the page has all its text on a sensible number of sheets.
func TestPrint(t *testing.T) {
	browser, pdftotext, all := start(t), need(t, "pdftotext"), plans(t)
	for _, c := range []struct {
		name        string
		least, most int
		texts       []string
	}{
		{"claude-talimat", 9, 28, []string{"The plan does not hold", "İş Güvenliği", "$12,430", "replica-cap", "scaled-total", "drivers:", "1 / "}},
		{"small", 2, 6, []string{"The plan holds", "₺100", "version: 1"}},
		{"many", 4, 40, []string{"service-with-a-name-of-sixty-letters-"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := open(t, browser, place(t, all[c.name]), view{1280, "dark", true, false, false})
			pdf, err := chromedp.Run(p, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "page.pdf")
			if *look != "" {
				file = filepath.Join(*look, c.name+".pdf")
			}
			keep(t, file, pdf)
			text, err := exec.Command(pdftotext, "-layout", file, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			if pages := strings.Count(string(text), "\f"); pages < c.least || pages > c.most {
				t.Errorf("%d pages, not %d to %d", pages, c.least, c.most)
			}
			for _, want := range c.texts {
				if !strings.Contains(string(text), want) {
					t.Errorf("the print does not hold %q", want)
				}
			}
		})
	}
}

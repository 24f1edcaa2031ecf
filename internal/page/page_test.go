package page_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/scenarios"
)

var update = flag.Bool("update", false, "rewrite the expected page")

// drawn is what a chart draws; charts have expected files of their own.
var drawn = regexp.MustCompile(`(?s)(</desc>).*?(</svg>)`)

// What changes on the page of the built-in scenario shows up here. -update
// rewrites the file; look at the page before you commit it.
func TestGolden(t *testing.T) {
	got := drawn.ReplaceAllString(write(t, builtIn(t, scenarios.Default)), "$1$2")
	file := filepath.Join("../../testdata/page", scenarios.Default+".html")
	if *update {
		keep(t, file, []byte(got))
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("the page differs from line %d on; if it should, run: go test ./internal/page -run Golden -update", i+1)
		}
	}
	if len(a) != len(b) {
		t.Errorf("the page has %d lines, not %d", len(b), len(a))
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	first := write(t, builtIn(t, "shop"))
	for range 5 {
		if write(t, builtIn(t, "shop")) != first {
			t.Fatal("the page differs from one run to the next")
		}
	}
}

// A page is small enough to be sent, and needs nothing from elsewhere.
func TestPageIsSelfContained(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)<(link|iframe|img|object|embed|base|form|input)\b|\s(src|srcset|action|style)=|@import|url\(|href="[^#]`)
	for name, d := range plans(t) {
		text := write(t, d)
		if len(text) > 1_500_000 {
			t.Errorf("%s: %d bytes", name, len(text))
		}
		if found := elsewhere.FindString(outsideTexts(text)); found != "" {
			t.Errorf("%s: the page holds %q", name, found)
		}
		if n := strings.Count(text, "<script"); n != 1 {
			t.Errorf("%s: %d scripts", name, n)
		}
	}
}

// outsideTexts is the page with nothing but its tags and its style.
func outsideTexts(text string) string {
	_, style, _ := strings.Cut(text, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	return style + strings.Join(regexp.MustCompile(`<[^>]*>`).FindAllString(text, -1), "\n")
}

// Names are text, whatever they look like.
func TestEscaping(t *testing.T) {
	text := write(t, dossier(t, "<hostile>.yaml", hostile()))
	for _, bad := range []string{"<script>alert", "<img", "<iframe", "<b onclick", "\u202E", "</title></style>"} {
		if strings.Contains(text, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, good := range []string{
		"<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>", "İSTANBUL ığüşöç ₺", "&lt;b onclick=&#39;alert(5)&#39;&gt;&amp;amp;&lt;/b&gt;",
		"<i># &lt;/code&gt;&lt;/script&gt;&lt;script&gt;alert(6)&lt;/script&gt; # &#39;quotes&#34; `</i>",
	} {
		if !strings.Contains(text, good) {
			t.Errorf("the page does not hold %q", good)
		}
	}
}

// Every id is the only one of its name, and every link has a place to go to.
func TestLinksResolve(t *testing.T) {
	for name, d := range plans(t) {
		text := write(t, d)
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(`\bid="([^"]*)"`).FindAllStringSubmatch(text, -1) {
			if ids[m[1]] {
				t.Errorf("%s: two elements have the id %s", name, m[1])
			}
			ids[m[1]] = true
		}
		links := regexp.MustCompile(`\bhref="#([^"]*)"|aria-labelledby="([^"]*)"`).FindAllStringSubmatch(text, -1)
		if len(links) < 20 {
			t.Errorf("%s: only %d links found", name, len(links))
		}
		for _, m := range links {
			for id := range strings.FieldsSeq(m[1] + m[2]) {
				if !ids[id] {
					t.Errorf("%s: nothing has the id %q", name, id)
				}
			}
		}
	}
}

// Findings and inputs lead to the lines that they come from, and back.
func TestLinesOfTheScenario(t *testing.T) {
	text := write(t, builtIn(t, scenarios.Default))
	yaml, _ := scenarios.Text(scenarios.Default)
	line := 1 + slices.IndexFunc(strings.Split(string(yaml), "\n"), func(l string) bool { return strings.Contains(l, "max: 10}") })
	for _, want := range []string{
		`<li id="L` + strconv.Itoa(line) + `"><code>    replicas: {now: 3, min: 2, max: 10}</code> <a class="chip bad" href="#finding-6">replica-cap</a>`,
		`<code>replica-cap</code> <span>month 32, 2026-09</span> <a href="#L` + strconv.Itoa(line) + `">line ` + strconv.Itoa(line) + `</a>`,
		`<th scope="row"><a href="#L` + strconv.Itoa(line) + `">services.frontend.replicas.max</a></th><td class="n">10</td>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
	// What an override sets has no line in the file.
	changed := write(t, builtIn(t, scenarios.Default, "services.frontend.replicas.max=12"))
	if !strings.Contains(changed, `<th scope="row">services.frontend.replicas.max</th><td class="n">12</td><td>override</td>`) ||
		!strings.Contains(changed, "<li><code>services.frontend.replicas.max=12</code></li>") {
		t.Error("an override is not shown as one")
	}
}

// A plan with something uncertain says how likely it is, one without does not.
func TestOdds(t *testing.T) {
	text := write(t, builtIn(t, scenarios.Default))
	for _, want := range []string{
		`<li><a href="#odds">How likely is it?</a></li>`, `<p class="odds"><a href="#odds">`, `id="wide-fan-title"`, `id="narrow-tornado-title"`, `id="wide-latency-title"`,
		`<caption id="expected-caption">What to expect</caption>`, `<caption id="chances-caption">`, "256 futures · scrambled Sobol&#39; points, 4 × 64 · seed 1",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not hold %s", want)
		}
	}
	certain := write(t, dossier(t, "small.yaml", small))
	if strings.Contains(certain, "How likely") || strings.Contains(certain, `id="wide-fan-title"`) {
		t.Error("a plan without anything uncertain speaks of odds")
	}
}

// There is one h1, and no heading skips a level.
func TestHeadingsInOrder(t *testing.T) {
	for name, d := range plans(t) {
		level := 0
		for i, m := range regexp.MustCompile(`<h([1-6])\b`).FindAllStringSubmatch(write(t, d), -1) {
			next := int(m[1][0] - '0')
			if (next == 1) != (i == 0) || next > level+1 {
				t.Errorf("%s: heading %d of level %d follows one of level %d", name, i+1, next, level)
			}
			level = next
		}
		if level == 0 {
			t.Errorf("%s: no headings", name)
		}
	}
}

// Every table says what it is, and what its headings head.
func TestTablesAreAccessible(t *testing.T) {
	text := write(t, builtIn(t, scenarios.Default))
	tables := regexp.MustCompile(`(?s)<table.*?</table>`).FindAllString(text, -1)
	if len(tables) < 12 {
		t.Errorf("only %d tables", len(tables))
	}
	for _, table := range tables {
		if !regexp.MustCompile(`^<table[^>]*>\n<caption[^>]*>[^<]+</caption>`).MatchString(table) {
			t.Errorf("no caption: %.80s", table)
		}
		if regexp.MustCompile(`<th( class="n")?>`).MatchString(table) {
			t.Errorf("a heading without scope: %.80s", table)
		}
	}
	for _, want := range []string{`<html lang="en">`, "<main ", "<nav ", "<header ", "<footer "} {
		if strings.Count(text, want) != 1 {
			t.Errorf("not one %s", want)
		}
	}
}

// A plan without a part has no section about it, and says so nowhere.
func TestSectionsFollowThePlan(t *testing.T) {
	text := write(t, dossier(t, "small.yaml", small))
	for _, id := range []string{"phases", "finance", "promises"} {
		if strings.Contains(text, `id="`+id+`"`) || strings.Contains(text, `href="#`+id+`"`) {
			t.Errorf("the page of a small plan has a section %s", id)
		}
	}
	if !strings.Contains(text, "No contradictions were found in the plan.") {
		t.Error("the page does not say that there are no findings")
	}
	if n := strings.Count(text, `role="img"`); n != 8 { // cost, unit, users and capacity, wide and narrow
		t.Errorf("%d charts", n)
	}
}

func BenchmarkWrite(b *testing.B) {
	d := builtIn(b, scenarios.Default)
	for b.Loop() {
		b.SetBytes(int64(len(write(b, d))))
	}
}

package page_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// need finds a program. Where the tests are to be complete it must be there.
func need(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("none of %s is installed, and CI=true says that nothing may be left out", strings.Join(names, ", "))
	}
	t.Skipf("none of %s is installed", strings.Join(names, ", "))
	return ""
}

// start starts a headless browser.
func start(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(need(t, "chromium", "chromium-browser", "google-chrome")),
		chromedp.Flag("hide-scrollbars", false))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// view is how a page is looked at.
type view struct {
	width  int64
	scheme string // light or dark
	script bool
	print  bool
	wide   bool // letters wider than those of any font that is likely
}

// widened makes every letter a twelfth of its size wider, through a sheet that is
// there: the page allows no other.
const widened = `document.styleSheets[0].insertRule("body *:not(svg *) { letter-spacing: 0.083em !important }", document.styleSheets[0].cssRules.length) > 0`

func (v view) String() string {
	name := fmt.Sprintf("%d-%s", v.width, v.scheme)
	if !v.script {
		name += "-without-script"
	}
	if v.print {
		name += "-print"
	}
	if v.wide {
		name += "-wide"
	}
	return name
}

// tab is a page that is open in the browser, with what went wrong there.
type tab struct {
	context.Context
	mutex    sync.Mutex
	troubles []string
}

// open opens a page in a tab of its own.
func open(t *testing.T, browser context.Context, url string, v view) *tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	p := &tab{Context: ctx}
	if err := chromedp.Listen(ctx, p.listen); err != nil {
		t.Fatal(err)
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme}}}
	if v.print {
		media.Media = "print"
	}
	_, errNetwork := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	_, errLog := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	_, errMedia := chromedp.Call(ctx, emulation.SetEmulatedMedia, media)
	_, errScript := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !v.script})
	if err := errors.Join(errNetwork, errLog, errMedia, errScript, chromedp.Do(ctx, chromedp.EmulateViewport(v.width, 800), chromedp.Navigate(url))); err != nil {
		t.Fatal(err)
	}
	if v.wide {
		ask[bool](t, p, widened)
	}
	return p
}

// listen notes errors, and requests for anything but a file.
func (p *tab) listen(event any) {
	trouble := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		trouble = "exception: " + e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		trouble = "console: " + string(e.Type)
	case *log.EventEntryAdded:
		trouble = "log: " + e.Entry.Text
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, "file:") && !strings.HasPrefix(url, "data:") {
			trouble = "request: " + url
		}
	}
	if trouble != "" {
		p.mutex.Lock()
		p.troubles = append(p.troubles, trouble)
		p.mutex.Unlock()
	}
}

// ask evaluates an expression in a page.
func ask[T any](t *testing.T, p *tab, expression string) T {
	t.Helper()
	answer, err := chromedp.Run(p, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

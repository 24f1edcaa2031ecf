package learn

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/talimat/talimat-plan/internal/history"
)

// A real Prometheus server with 90 days of growth by 5 % in 30 days: what is asked of it
// is what was written, and the growth that is learned is the known one.
func TestRealPrometheus(t *testing.T) {
	for _, program := range []string{"prometheus", "promtool"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%v: install the Debian package prometheus", err)
			}
			t.Skipf("SKIPPED: %s is not installed; apt-get install prometheus, then go test ./internal/study/learn -run RealPrometheus", program)
		}
	}
	end := time.Now().UTC().Truncate(24 * time.Hour)
	start := end.AddDate(0, 0, -90)
	url := serve(t, written(t, start, end))
	got, err := history.Ask(context.Background(), history.Query{URL: url, Expr: "sum(app_users)", Start: start, End: end.Add(-time.Hour), Step: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if got.Used != 90*24 {
		t.Errorf("%d samples, want %d", got.Used, 90*24)
	}
	a, err := Learn(Question{Import: got})
	if err != nil {
		t.Fatal(err)
	}
	want := math.Pow(1.05, 365.25/12/30) - 1
	if g := a.Growth; g == nil || g.In95[0] > want || g.In95[1] < want || math.Abs(g.Mean-want) > 0.01 {
		t.Errorf("%+v, want %.4f", a.Growth, want)
	}
}

// written is a folder with blocks of two series whose sum grows, by the hour.
func written(t *testing.T, start, end time.Time) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "history.om")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "# TYPE app_users gauge")
	for _, region := range []string{"fra", "ist"} {
		for at := start; at.Before(end); at = at.Add(time.Hour) {
			hours := at.Sub(start).Hours()
			v := 500 * math.Pow(1.05, hours/24/30) * (1 + 0.3*math.Sin(2*math.Pi*hours/24))
			fmt.Fprintf(w, "app_users{region=%q} %.6f %d\n", region, v, at.Unix())
		}
	}
	fmt.Fprintln(w, "# EOF")
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	data := filepath.Join(dir, "data")
	if out, err := exec.Command("promtool", "tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h", file, data).CombinedOutput(); err != nil {
		t.Fatalf("promtool: %v\n%s", err, out)
	}
	return data
}

// serve starts the server on loopback until the test ends, and waits until it is ready.
func serve(t *testing.T, data string) string {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	config := filepath.Join(t.TempDir(), "prometheus.yml")
	if err := os.WriteFile(config, []byte("global: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := exec.Command("prometheus", "--config.file="+config, "--storage.tsdb.path="+data, "--storage.tsdb.retention.time=10y", "--web.listen-address="+address)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	url := "http://" + address
	for range 300 {
		if r, err := http.Get(url + "/-/ready"); err == nil {
			r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return url
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the server is not ready after 30 seconds")
	return ""
}

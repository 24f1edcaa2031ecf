package history

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const empty = `{"status":"success","data":{"resultType":"matrix","result":[]}}`

func query(url string) Query {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return Query{URL: url, Expr: "sum(users)", Start: start, End: start.Add(24 * time.Hour), Step: time.Minute, Token: "s3cret", Timeout: 5 * time.Second, Wait: time.Millisecond}
}

func TestAnswers(t *testing.T) {
	i, err := ReadAnswer("a.json", strings.NewReader(`{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"web"},
		"values":[[1767225600,"1"],[1767225660.5,"NaN"],[1767225720,"+Inf"],[1767225780,"4e3"]]}]}}`))
	if err != nil || i.Read != 4 || i.Used != 2 || i.Total() != 4001 || i.Column != `up{job="web"}` || len(i.Notes) != 1 {
		t.Errorf("%+v %v", i, err)
	}
	for text, want := range map[string]string{
		`{`:  "not an answer",
		`{}`: "no status",
		`{"status":"error","errorType":"bad_data","error":"no such function"}`:                                     "bad_data: no such function",
		`{"status":"success","data":{"resultType":"vector"}}`:                                                      "gives a matrix",
		`{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"1"}},{"metric":{"a":"2"}}]}}`: `such as {a="1"} and {a="2"}; make one`,
		`{"status":"success","data":{"resultType":"matrix","result":[{"values":[[1767225600,1]]}]}}`:               "not a value in quotes",
		`{"status":"success","data":{"resultType":"matrix","result":[{"values":[["x","1"]]}]}}`:                    "not a time",
		`{"status":"success","data":{"resultType":"matrix","result":[{"values":[[1767225600,"x"]]}]}}`:             "not a number",
		`{"status":"success","data":{"resultType":"matrix","result":[{"values":[[1767225600,"NaN"]]}]}}`:           "no samples",
		empty: "does the query select anything",
	} {
		if _, err := ReadAnswer("a.json", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
}

// Ranges are cut into what a server gives at once, on one grid, without a step twice.
func TestLongRangesAreCut(t *testing.T) {
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		number := func(name string) int64 { v, _ := strconv.ParseInt(r.PostFormValue(name), 10, 64); return v }
		from, to, step := number("start"), number("end"), number("step")
		if r.Header.Get("Authorization") != "Bearer s3cret" || r.URL.Path != "/prom/api/v1/query_range" || r.PostFormValue("query") != "sum(users)" {
			t.Errorf("%s %v", r.URL, r.PostForm)
		}
		if (to-from)/step+1 > 11_000 || from%step != 0 {
			w.WriteHeader(400)
			return
		}
		var values []string
		for at := from; at <= to; at += step {
			values = append(values, fmt.Sprintf(`[%d,"%d"]`, at, at/step%7))
		}
		fmt.Fprintf(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}`, strings.Join(values, ","))
	}))
	defer server.Close()
	q := query(server.URL + "/prom/")
	q.End = q.Start.Add(30*24*time.Hour + 13*time.Second)
	i, err := Ask(context.Background(), q)
	if err != nil || requests.Load() != 4 || i.Read != 30*24*60+1 || len(i.Points) != i.Read {
		t.Fatalf("%d requests, %v", requests.Load(), err)
	}
}

// What goes wrong is said, without the token, and sent again only where that may help.
func TestServersThatFail(t *testing.T) {
	for _, c := range []struct {
		name     string
		handle   http.HandlerFunc
		requests int32
		want     string
	}{
		{"400", func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			fmt.Fprint(w, `{"status":"error","errorType":"bad_data","error":"parse error: unclosed"}`)
		}, 1, "HTTP 400: the server says bad_data: parse error: unclosed"},
		{"500", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, 3, "HTTP 500"},
		{"429", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }, 3, "HTTP 429"},
		{"401", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, 1, "set its token"},
		{"malformed", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") }, 1, "not an answer of Prometheus"},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://elsewhere.example/x", http.StatusTemporaryRedirect)
		}, 1, "redirects to elsewhere.example/x"},
		{"slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, 3, "no answer within 50ms"},
		{"nothing", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, empty) }, 1, "does the query select anything"},
	} {
		var requests atomic.Int32
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			requests.Add(1)
			r.ParseForm()
			c.handle(w, r)
		}))
		q := query(server.URL)
		if c.name == "slow" {
			q.Timeout = 50 * time.Millisecond
		}
		_, err := Ask(context.Background(), q)
		server.CloseClientConnections()
		server.Close()
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "s3cret") || requests.Load() != c.requests {
			t.Errorf("%s: %d requests, %v", c.name, requests.Load(), err)
		}
	}
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	if _, err := Ask(context.Background(), query(server.URL)); err == nil || !strings.Contains(err.Error(), "cannot be reached") {
		t.Errorf("down: %v", err)
	}
}

// A server that comes back is asked again, and no sample is there twice.
func TestServerThatComesBack(t *testing.T) {
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if requests.Add(1) < 3 {
			w.WriteHeader(503)
			return
		}
		fmt.Fprint(w, `{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1767225600,"5"]]}]}}`)
	}))
	defer server.Close()
	if i, err := Ask(context.Background(), query(server.URL)); err != nil || i.Used != 1 {
		t.Errorf("%+v %v", i, err)
	}
}

func TestQueriesThatAreNone(t *testing.T) {
	for want, change := range map[string]func(*Query){
		"not a URL":        func(q *Query) { q.URL = "prometheus" },
		"password":         func(q *Query) { q.URL = "http://a:b@c" },
		"query is empty":   func(q *Query) { q.Expr = " " },
		"whole seconds":    func(q *Query) { q.Step = time.Millisecond },
		"no steps":         func(q *Query) { q.End = q.Start },
		"more than a mill": func(q *Query) { q.End = q.Start.AddDate(20, 0, 0); q.Step = time.Second },
	} {
		q := query("http://127.0.0.1:1")
		change(&q)
		if _, err := Ask(context.Background(), q); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	f.Add(empty)
	f.Add(`{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1767225600,"1"],[1767225660.5,"NaN"]]}]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if i, err := ReadAnswer("f", strings.NewReader(text)); err == nil && (i.Used == 0 || i.Used > i.Read) {
			t.Fatalf("%+v", i)
		}
	})
}

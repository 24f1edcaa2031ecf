package history

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Query asks a Prometheus server for a series.
type Query struct {
	URL     string        // of the server, as http://prometheus:9090
	Expr    string        // in PromQL; one series comes of it
	Start   time.Time     // of the range, inclusive
	End     time.Time     // the same
	Step    time.Duration // between samples, at least a second
	Token   string        // sent as a bearer token where there is one; it is in no message
	Timeout time.Duration // of each request; 30 s where 0
	Wait    time.Duration // before the first repetition, doubled before the next; 1 s where 0
}

// mostSamples is what Prometheus gives of a series in one answer.
const mostSamples = 11_000

// attempts is how often a request is sent before it is given up.
const attempts = 3

// Ask sends a query in as many requests as there have to be, on a grid of whole steps.
// Where a server is down or overloaded a request is sent again; what it refuses is not.
// A redirect to elsewhere is refused: the token is for the server that was named.
func Ask(ctx context.Context, q Query) (*Import, error) {
	at, err := q.check()
	if err != nil {
		return nil, err
	}
	out := &Import{Source: at.Host, Column: shortened(q.Expr, 200)}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	step := int64(q.Step / time.Second)
	from, end := q.Start.Unix()/step*step, q.End.Unix()/step*step
	for ; from <= end; from += step * mostSamples {
		to := min(end, from+step*(mostSamples-1))
		form := url.Values{"query": {q.Expr}, "start": {strconv.FormatInt(from, 10)}, "end": {strconv.FormatInt(to, 10)}, "step": {strconv.FormatInt(step, 10)}}
		if err := q.patiently(ctx, client, at, form, out); err != nil {
			return nil, fmt.Errorf("%s: %w", at.Host, err)
		}
	}
	return out, out.close()
}

// check is the address of the server's query_range.
func (q *Query) check() (*url.URL, error) {
	at, err := url.Parse(q.URL)
	switch {
	case err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https":
		return nil, errors.New("the server is not a URL such as http://prometheus:9090")
	case at.User != nil:
		return nil, errors.New("the URL has a password in it; set the token in the environment")
	case strings.TrimSpace(q.Expr) == "":
		return nil, errors.New("the query is empty")
	case q.Step < time.Second || q.Step%time.Second != 0:
		return nil, errors.New("the step is not a number of whole seconds")
	case !q.End.After(q.Start) || q.End.Sub(q.Start)/q.Step > 100*mostSamples:
		return nil, errors.New("the range has no steps, or more than a million")
	}
	if q.Timeout <= 0 {
		q.Timeout = 30 * time.Second
	}
	if q.Wait <= 0 {
		q.Wait = time.Second
	}
	return at.JoinPath("api/v1/query_range"), nil
}

// passing is an error that may be gone when the request is sent again.
type passing struct{ error }

// patiently sends a request until it is answered, refused, or tried often enough.
func (q *Query) patiently(ctx context.Context, client *http.Client, at *url.URL, form url.Values, out *Import) error {
	for n, wait := 1, q.Wait; ; n, wait = n+1, 2*wait {
		err := q.once(ctx, client, at, form, out)
		var again passing
		if !errors.As(err, &again) || n == attempts {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// once sends a request and takes the samples of its answer.
func (q *Query) once(ctx context.Context, client *http.Client, at *url.URL, form url.Values, out *Import) error {
	ctx, cancel := context.WithTimeout(ctx, q.Timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, at.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if q.Token != "" {
		request.Header.Set("Authorization", "Bearer "+q.Token)
	}
	response, err := client.Do(request)
	if err != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return passing{fmt.Errorf("no answer within %s", q.Timeout)}
		}
		var cause *url.Error
		if errors.As(err, &cause) {
			err = cause.Err
		}
		return passing{fmt.Errorf("the server cannot be reached: %w", err)}
	}
	defer response.Body.Close()
	return q.read(response, out)
}

// read takes the samples of an answer, or says what is wrong with it.
func (q *Query) read(response *http.Response, out *Import) error {
	switch code := response.StatusCode; {
	case code >= 300 && code < 400:
		to, err := response.Location()
		if err != nil {
			return errors.New("the server redirects to nowhere")
		}
		return fmt.Errorf("the server redirects to %s, which was not asked for; name that server if it is yours", shortened(to.Host+to.Path, 200))
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return fmt.Errorf("the server refuses access (HTTP %d); set its token in TALIMAT_PLAN_PROMETHEUS_TOKEN", code)
	case code == http.StatusTooManyRequests || code >= 500:
		return passing{fmt.Errorf("HTTP %d: %s", code, reason(response.Body))}
	case code != http.StatusOK:
		return fmt.Errorf("HTTP %d: %s", code, reason(response.Body))
	}
	before := *out
	if _, err := out.take(response.Body); err != nil {
		*out = before
		return err
	}
	return nil
}

// reason is what an answer without samples says.
func reason(body io.Reader) string {
	var ignored Import
	_, err := ignored.take(io.LimitReader(body, 64<<10))
	if err == nil {
		return "no reason given"
	}
	return err.Error()
}

using CsCheck;
using Kirana.Server.Metrics;

namespace Kirana.Tests.Server.Metrics;

public sealed class LatencyTests
{
    [Fact]
    public void Every_duration_lies_in_its_bucket() => Gen.Long[0, 1L << 40].Sample(microseconds =>
    {
        var bucket = LatencyBuckets.Of(microseconds);
        Assert.InRange(bucket, 0, LatencyBuckets.Count - 1);
        Assert.True(LatencyBuckets.Floor(bucket) <= microseconds);
        Assert.True(bucket == LatencyBuckets.Count - 1 || microseconds < LatencyBuckets.Floor(bucket + 1));
    });

    [Fact]
    public void Buckets_follow_one_another_and_are_narrow()
    {
        for (var bucket = 0; bucket < LatencyBuckets.Count; bucket++)
        {
            Assert.Equal(bucket, LatencyBuckets.Of(LatencyBuckets.Floor(bucket)));
            var (floor, end) = (LatencyBuckets.Floor(bucket), LatencyBuckets.Floor(bucket + 1));
            Assert.True(end > floor && end - floor <= Math.Max(1, floor / 8.0));
        }
    }

    [Fact]
    public void Quantiles_are_those_of_the_sorted_durations_but_for_a_buckets_width() =>
        Gen.Long[1, 10_000_000].Array[1, 200].Sample(durations =>
        {
            var counts = new long[LatencyBuckets.Count];
            foreach (var microseconds in durations)
                counts[LatencyBuckets.Of(microseconds)]++;
            Array.Sort(durations);
            foreach (var share in (double[])[0.5, 0.95, 0.99])
            {
                var exact = durations[(int)Math.Ceiling(share * durations.Length) - 1] / 1000.0;
                Assert.InRange(LatencyBuckets.Quantile(counts, share), exact * 0.93 - 0.001, exact * 1.07 + 0.001);
            }
        });

    [Fact]
    public void The_last_minute_is_a_minute()
    {
        var clock = new ManualClock();
        var ring = new LatencyRing(clock);
        var counts = new long[LatencyBuckets.Count];
        for (var second = 0; second < 200; second++)
        {
            ring.Record(TimeSpan.FromMilliseconds(1), isError: second % 2 == 0);
            Assert.Equal(Math.Min(second + 1, 60), ring.LastMinute(counts).Count);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(ring.LastMinute(counts).Errors, 29, 30);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, ring.LastMinute(counts).Count);
        Assert.Equal(200, ring.Ever.ToArray().Sum());
    }

    [Fact]
    public void Recording_allocates_nothing_and_loses_nothing()
    {
        var clock = new ManualClock();
        var metrics = new ServerMetrics(clock);
        var meter = metrics.Route("GET /v1/recommendations");
        meter.Record(TimeSpan.FromMilliseconds(1), 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            meter.Record(TimeSpan.FromMicroseconds(i), i % 10 == 0 ? 500 : 200);
            metrics.EndIntake(metrics.BeginIntake(), 3, 1, failed: false);
            if (i % 100 == 0)
                clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        var health = metrics.Health();
        Assert.Equal((1001 / 10.0, 100), (health.Routes[0].PerSecond, health.Routes[0].Errors));
        Assert.Equal(300, health.EventsPerSecond);
        Assert.Equal(0, health.Waiting);
    }

    [Fact]
    public void Many_threads_count_every_request()
    {
        var metrics = new ServerMetrics(TimeProvider.System);
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 5000; i++)
                metrics.Route("GET /x").Record(TimeSpan.FromMilliseconds(1), 200);
        });
        Assert.Contains("kirana_requests_total{route=\"GET /x\",status=\"200\"} 40000\n", PrometheusText.Of(metrics));
        Assert.Contains("kirana_request_seconds_count{route=\"GET /x\"} 40000\n", PrometheusText.Of(metrics));
    }

    [Fact]
    public void The_text_for_Prometheus_is_well_formed()
    {
        var metrics = new ServerMetrics(new ManualClock());
        metrics.Route("GET /v1/forecasts").Record(TimeSpan.FromMilliseconds(3), 200);
        metrics.Route("GET /never");
        foreach (var line in PrometheusText.Of(metrics).TrimEnd('\n').Split('\n'))
            Assert.Matches(@"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+=""[^""]*"",?)+\})? (\d+(\.\d+)?(E[-+]\d+)?|NaN))$", line);
        Assert.DoesNotContain("/never", PrometheusText.Of(metrics));
        Assert.Contains("kirana_request_seconds_bucket{route=\"GET /v1/forecasts\",le=\"0.002048\"} 0\n", PrometheusText.Of(metrics));
        Assert.Contains("kirana_request_seconds_bucket{route=\"GET /v1/forecasts\",le=\"0.004096\"} 1\n", PrometheusText.Of(metrics));
    }
}

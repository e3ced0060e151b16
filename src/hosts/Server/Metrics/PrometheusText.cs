using System.Globalization;
using System.Text;

namespace Kirana.Server.Metrics;

/// <summary>The server's metrics in the text format of Prometheus 0.0.4. Written by hand: it is these few lines, and no registry of a library has to be
/// kept in step with what is measured anyway.</summary>
internal static class PrometheusText
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    // Limits on the buckets' own edges, so that counts are exact: powers of two from 128 µs to 8.4 s.
    private const int FirstDoubling = 7;
    private const int LastDoubling = 23;

    /// <summary>Everything that is measured.</summary>
    /// <param name="metrics">The metrics.</param>
    public static string Of(ServerMetrics metrics)
    {
        var text = new StringBuilder(8192);
        var routes = metrics.Routes.OrderBy(meter => meter.Route, StringComparer.Ordinal).ToArray();
        Head(text, "kirana_requests_total", "counter", "Requests answered, by route and status.");
        foreach (var meter in routes)
            foreach (var (status, count) in meter.ByStatus())
                Line(text, $"kirana_requests_total{{route=\"{meter.Route}\",status=\"{status}\"}}", count);
        Head(text, "kirana_request_seconds", "histogram", "How long requests took, by route.");
        foreach (var meter in routes.Where(meter => meter.ByStatus().Any()))
            Histogram(text, "kirana_request_seconds", $"route=\"{meter.Route}\"", meter.Latencies);
        Head(text, "kirana_intake_seconds", "histogram", "How long records waited for their commit.");
        Histogram(text, "kirana_intake_seconds", "", metrics.Commits);
        var (stored, rejected, waiting) = metrics.Intake;
        One(text, "kirana_records_stored_total", "counter", "Records stored.", stored);
        One(text, "kirana_records_rejected_total", "counter", "Records that broke their contract.", rejected);
        One(text, "kirana_intake_waiting", "gauge", "Requests waiting for a commit.", waiting);
        One(text, "kirana_uptime_seconds", "gauge", "How long the server has run.", metrics.Uptime.TotalSeconds);
        One(text, "process_cpu_seconds_total", "counter", "Processor time used.", Environment.CpuUsage.TotalTime.TotalSeconds);
        One(text, "process_resident_memory_bytes", "gauge", "Memory of the process.", Environment.WorkingSet);
        One(text, "kirana_heap_bytes", "gauge", "Memory of managed objects.", GC.GetTotalMemory(forceFullCollection: false));
        Head(text, "kirana_collections_total", "counter", "Garbage collections, by generation.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            Line(text, $"kirana_collections_total{{generation=\"{generation}\"}}", GC.CollectionCount(generation));
        return text.ToString();
    }

    private static void Histogram(StringBuilder text, string name, string labels, LatencyRing ring)
    {
        var comma = labels.Length > 0 ? "," : "";
        var braces = labels.Length > 0 ? $"{{{labels}}}" : "";
        long sum = 0;
        var bucket = 0;
        for (var doubling = FirstDoubling; doubling <= LastDoubling; doubling++)
        {
            for (var end = LatencyBuckets.Of(1L << doubling); bucket < end; bucket++)
                sum += ring.Ever[bucket];
            Line(text, string.Create(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels}{comma}le=\"{(1L << doubling) / 1e6}\"}}"), sum);
        }

        for (; bucket < LatencyBuckets.Count; bucket++)
            sum += ring.Ever[bucket];
        Line(text, $"{name}_bucket{{{labels}{comma}le=\"+Inf\"}}", sum);
        Line(text, $"{name}_sum{braces}", ring.MicrosecondsEver / 1e6);
        Line(text, $"{name}_count{braces}", sum);
    }

    private static void One(StringBuilder text, string name, string type, string help, double value)
    {
        Head(text, name, type, help);
        Line(text, name, value);
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, double value) =>
        text.Append(name).Append(' ').Append(CultureInfo.InvariantCulture, $"{value:R}").Append('\n');
}

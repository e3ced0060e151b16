using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;

namespace Kirana.Pictures.Echarts;

/// <summary>Turns a chart into an option object of Apache ECharts 6 as JSON text, without any function in it.</summary>
/// <remarks>Colours stand for a light page; the page sets its own theme for a dark one.</remarks>
public static class EchartsChart
{
    /// <summary>Renders a chart. The same chart gives the same text.</summary>
    /// <param name="chart">The chart.</param>
    public static string Render(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        using var buffer = new MemoryStream();
        // The default encoder escapes what HTML would read, so the text may stand inside a script element.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteBoolean("animation", false);
            Title(json, chart);
            json.WriteStartObject("aria");
            json.WriteBoolean("enabled", true);
            json.WriteString("description", $"{chart.Title}. {chart.Describe()}");
            json.WriteEndObject();
            json.WriteStartObject("grid");
            json.WriteBoolean("containLabel", true);
            json.WriteEndObject();
            json.WriteStartObject("tooltip");
            json.WriteString("trigger", chart.Marks.Any(mark => mark is PointMark or HeatMark) ? "item" : "axis");
            json.WriteEndObject();
            Legend(json, chart);
            Axis(json, "xAxis", chart.X, chart, downwards: false);
            Axis(json, "yAxis", chart.Y, chart, downwards: true);
            EchartsSeries.Write(json, chart);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>A colour of the light theme.</summary>
    /// <param name="hue">A settled colour.</param>
    internal static string Colour(Hue hue) => hue switch
    {
        Hue.Ink => "#1c2126",
        Hue.Muted => "#66707a",
        Hue.Vermilion => "#d55e00",
        Hue.Green => "#009e73",
        Hue.Purple => "#b8579a",
        Hue.Orange => "#d48c00",
        Hue.Sky => "#3a9fd6",
        _ => "#0072b2",
    };

    private static void Title(Utf8JsonWriter json, Chart chart)
    {
        json.WriteStartObject("title");
        json.WriteString("text", chart.Title);
        if (chart.Subtitle.Length > 0)
            json.WriteString("subtext", chart.Subtitle);
        json.WriteEndObject();
    }

    private static void Legend(Utf8JsonWriter json, Chart chart)
    {
        var names = chart.Marks.Where(mark => mark.Name.Length > 0 && mark is not HeatMark).Select(mark => mark.Name).Distinct(StringComparer.Ordinal).ToArray();
        json.WriteStartObject("legend");
        json.WriteBoolean("show", names.Length > 1);
        json.WriteString("type", "scroll");
        json.WriteString("bottom", "0");
        json.WriteStartArray("data");
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Axis(Utf8JsonWriter json, string key, Axis axis, Chart chart, bool downwards)
    {
        json.WriteStartObject(key);
        json.WriteString("type", axis.Kind switch { AxisKind.Category => "category", AxisKind.Log => "log", AxisKind.Time => "time", _ => "value" });
        if (axis.Title.Length > 0)
            json.WriteString("name", axis.Title);
        if (axis.Kind == AxisKind.Category)
        {
            json.WriteBoolean("inverse", downwards);
            json.WriteStartArray("data");
            for (var i = 0; i < Math.Max(axis.Categories.Count, Places(chart)); i++)
                json.WriteStringValue(i < axis.Categories.Count ? axis.Categories[i] : "");
            json.WriteEndArray();
        }
        else
        {
            // A template has {value} only; braces of the unit itself would be read as another one.
            if (axis.Prefix.Length + axis.Suffix.Length > 0)
            {
                json.WriteStartObject("axisLabel");
                json.WriteString("formatter", $"{Literal(axis.Prefix)}{{value}}{Literal(axis.Suffix)}");
                json.WriteEndObject();
            }

            var scale = axis.Kind == AxisKind.Time ? 1000 : 1;
            if (axis.Minimum is { } minimum && Scale.IsShown(minimum))
                json.WriteNumber("min", minimum * scale);
            if (axis.Maximum is { } maximum && Scale.IsShown(maximum))
                json.WriteNumber("max", maximum * scale);
        }

        json.WriteEndObject();
    }

    private static int Places(Chart chart) => chart.Marks.OfType<BarMark>().Select(bars => bars.Values.Count).DefaultIfEmpty(0).Max();

    private static string Literal(string text) => text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
}

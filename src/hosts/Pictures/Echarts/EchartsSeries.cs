using System.Text.Json;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;

namespace Kirana.Pictures.Echarts;

/// <summary>Writes the marks of a chart as series of ECharts.</summary>
internal static class EchartsSeries
{
    /// <summary>Writes the series, and the colour key of a heat map.</summary>
    /// <param name="json">Inside the option object.</param>
    /// <param name="chart">The chart.</param>
    public static void Write(Utf8JsonWriter json, Chart chart)
    {
        var hues = chart.Hues();
        json.WriteStartArray("series");
        for (var i = 0; i < chart.Marks.Count; i++)
        {
            var colour = EchartsChart.Colour(hues[i]);
            switch (chart.Marks[i])
            {
                case LineMark line:
                    Line(json, chart, line.Name, line.X, line.Y, colour, line.Dashed ? "dashed" : "solid");
                    break;
                case BandMark band:
                    Band(json, chart, band, i, colour);
                    break;
                case PointMark points:
                    Begin(json, "scatter", points.Name, colour);
                    json.WriteNumber("symbolSize", 7);
                    Pairs(json, chart, points.X, points.Y);
                    json.WriteEndObject();
                    break;
                case BarMark bars:
                    Bars(json, bars, colour);
                    break;
                case ErrorMark error:
                    Errors(json, chart, error, colour);
                    break;
                case HeatMark heat:
                    Heat(json, heat);
                    break;
            }
        }

        json.WriteEndArray();
        if (chart.Marks.OfType<HeatMark>().FirstOrDefault() is { } map)
            Key(json, map);
    }

    private static void Begin(Utf8JsonWriter json, string type, string name, string colour)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("name", name);
        json.WriteString("color", colour);
    }

    private static void Line(
        Utf8JsonWriter json, Chart chart, string name, IReadOnlyList<double> x, IReadOnlyList<double> y, string colour, string dash)
    {
        Begin(json, "line", name, colour);
        json.WriteBoolean("showSymbol", x.Count == 1);
        json.WriteStartObject("lineStyle");
        json.WriteString("type", dash);
        json.WriteNumber("width", 1.8);
        json.WriteEndObject();
        Pairs(json, chart, x, y);
        json.WriteEndObject();
    }

    // ECharts knows no band: an unseen line carries a tinted area of the difference, stacked on it. On a log axis differences do not add, so there
    // the bounds are drawn as two thin lines.
    private static void Band(Utf8JsonWriter json, Chart chart, BandMark band, int index, string colour)
    {
        if (chart.Y.Kind == AxisKind.Log)
        {
            Line(json, chart, band.Name, band.X, band.Lower, colour, "dotted");
            Line(json, chart, band.Name, band.X, band.Upper, colour, "dotted");
            return;
        }

        for (var part = 0; part < 2; part++)
        {
            Begin(json, "line", part == 0 ? "" : band.Name, colour);
            json.WriteString("stack", $"band-{index}");
            json.WriteString("stackStrategy", "all");
            json.WriteBoolean("showSymbol", false);
            json.WriteStartObject("lineStyle");
            json.WriteNumber("opacity", 0);
            json.WriteEndObject();
            if (part == 1)
            {
                json.WriteStartObject("areaStyle");
                json.WriteNumber("opacity", Math.Clamp(band.Strength, 0, 1));
                json.WriteEndObject();
            }

            var values = part == 0 ? band.Lower : band.Lower.Zip(band.Upper, (low, high) => Scale.IsShown(low) && Scale.IsShown(high) ? high - low : double.NaN).ToArray();
            Pairs(json, chart, band.X, values);
            json.WriteEndObject();
        }
    }

    private static void Bars(Utf8JsonWriter json, BarMark bars, string colour)
    {
        Begin(json, "bar", bars.Name, colour);
        if (bars.Stacked)
            json.WriteString("stack", "bars");
        json.WriteStartArray("data");
        foreach (var value in bars.Values)
            Number(json, value);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Errors(Utf8JsonWriter json, Chart chart, ErrorMark error, string colour)
    {
        Begin(json, "scatter", error.Name, colour);
        json.WriteNumber("symbolSize", 0);
        json.WriteStartArray("data");
        json.WriteEndArray();
        json.WriteStartObject("markLine");
        json.WriteStartArray("symbol");
        json.WriteStringValue("none");
        json.WriteStringValue("none");
        json.WriteEndArray();
        json.WriteStartObject("lineStyle");
        json.WriteString("type", "solid");
        json.WriteEndObject();
        json.WriteStartArray("data");
        for (var i = 0; i < error.Places.Count; i++)
        {
            if (!Scale.IsShown(error.Places[i]) || !Scale.IsShown(error.Lower[i]) || !Scale.IsShown(error.Upper[i]))
                continue;
            json.WriteStartArray();
            foreach (var end in (double[])[error.Lower[i], error.Upper[i]])
            {
                json.WriteStartObject();
                json.WriteStartArray("coord");
                Number(json, chart.Lying ? end : Place(chart, error.Places[i]));
                Number(json, chart.Lying ? error.Places[i] : end);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Heat(Utf8JsonWriter json, HeatMark heat)
    {
        json.WriteStartObject();
        json.WriteString("type", "heatmap");
        json.WriteString("name", heat.Name);
        json.WriteStartArray("data");
        for (var row = 0; row < heat.Values.Count; row++)
            for (var column = 0; column < heat.Values[row].Count; column++)
            {
                json.WriteStartArray();
                json.WriteNumberValue(column);
                json.WriteNumberValue(row);
                Number(json, heat.Values[row][column]);
                json.WriteEndArray();
            }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Key(Utf8JsonWriter json, HeatMark heat)
    {
        var (low, high) = Cividis.Range(heat);
        json.WriteStartObject("visualMap");
        json.WriteNumber("min", low <= high ? low : 0);
        json.WriteNumber("max", low <= high ? high : 1);
        json.WriteBoolean("calculable", true);
        json.WriteString("orient", "horizontal");
        json.WriteStartObject("inRange");
        json.WriteStartArray("color");
        for (var i = 0; i <= 8; i++)
            json.WriteStringValue(Cividis.Colour(i, 0, 8));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Pairs(Utf8JsonWriter json, Chart chart, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        json.WriteStartArray("data");
        for (var i = 0; i < x.Count; i++)
        {
            json.WriteStartArray();
            Number(json, Place(chart, x[i]));
            Number(json, y[i]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    // ECharts counts milliseconds.
    private static double Place(Chart chart, double x) => chart.X.Kind == AxisKind.Time ? x * 1000 : x;

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (Scale.IsShown(value))
            json.WriteNumberValue(value);
        else
            json.WriteNullValue();
    }
}

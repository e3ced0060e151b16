using System.Text.Json;
using System.Xml.Linq;
using CsCheck;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Echarts;
using Kirana.Pictures.Svg;
using Kirana.Pictures.Terminal;

namespace Kirana.Tests.Hosts.Pictures;

public sealed class AnyChartTests
{
    [Fact]
    public void Any_chart_becomes_well_formed_svg_with_numbers_in_every_coordinate() => Gen.Select(Charts.Any, Gen.Double[240, 1400]).Sample((chart, width) =>
    {
        var svg = XDocument.Parse(SvgChart.Render(chart, new SvgOptions { Width = width }));
        Assert.Equal("img", svg.Root!.Attribute("role")!.Value);
        foreach (var attribute in svg.Descendants().Attributes().Where(a => a.Name.LocalName is "x" or "y" or "width" or "height" or "cx" or "cy" or "d"))
            Assert.DoesNotMatch("NaN|∞|Infinity|E", attribute.Value);
        Assert.All(svg.Descendants().Attributes().Where(a => a.Name.LocalName is "width" or "height"), a => Assert.False(a.Value.StartsWith('-')));
    }, iter: 600);

    [Fact]
    public void Any_chart_becomes_terminal_lines_that_fit() => Gen.Select(Charts.Any, Gen.Int[24, 120], Gen.Int[4, 20], Gen.Bool).Sample((chart, width, height, unicode) =>
    {
        var text = TerminalChart.Render(chart, new TerminalOptions { Width = width, Height = height, Unicode = unicode });
        Assert.EndsWith("\n", text);
        foreach (var line in text.Split('\n'))
            Assert.True(Kirana.Pictures.Text.Glyphs.Cells(line) <= width, line);
        Assert.DoesNotContain('\u001b', text);
    }, iter: 600);

    [Fact]
    public void Colour_changes_no_character_of_bars_and_plots() => Charts.Any.Sample(chart =>
    {
        // Dashes, fillings and shades stand in for colour, so those charts differ on purpose.
        if (chart.Marks.Any(mark => mark is HeatMark or LineMark or BarMark) || chart.Marks.Count > 1)
            return;
        var plain = TerminalChart.Render(chart);
        var coloured = TerminalChart.Render(chart, new TerminalOptions { Colour = true });
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", ""));
    }, iter: 500);

    [Fact]
    public void Any_chart_becomes_valid_echarts_json() => Charts.Any.Sample(chart =>
    {
        using var json = JsonDocument.Parse(EchartsChart.Render(chart));
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("series").ValueKind);
        Assert.DoesNotContain("</", json.RootElement.GetRawText());
    }, iter: 600);

    [Fact]
    public void Same_chart_gives_the_same_text() => Charts.Any.Sample(chart =>
    {
        Assert.Equal(SvgChart.Render(chart), SvgChart.Render(chart));
        Assert.Equal(EchartsChart.Render(chart), EchartsChart.Render(chart));
    }, iter: 100);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Number_of_points_does_not_break_or_bloat_a_line(int count)
    {
        var x = Enumerable.Range(0, count).Select(i => (double)i).ToArray();
        var svg = SvgChart.Render(new Chart { Title = "walk", Marks = [new LineMark("walk", x, x.Select(v => Math.Sin(v / 50) * v).ToArray())] });
        XDocument.Parse(svg);
        Assert.InRange(svg.Length, 1000, 100_000);
    }

    [Fact]
    public void Legend_entries_lie_apart_and_above_the_plot() => Gen.String[Gen.Char['a', 'z'], 1, 60].Array[2, 9].Sample(names =>
    {
        var chart = new Chart { Title = "legend", Marks = names.Select(name => (Mark)new LineMark(name, [0, 1], [0, 1])).ToArray() };
        var layout = SvgLayout.Of(chart, new SvgOptions { Width = 400 });
        Assert.True(layout.LegendTop + (layout.Legend[^1].Row + 1) * SvgLegend.RowHeight <= layout.Top);
        foreach (var row in layout.Legend.GroupBy(entry => entry.Row))
            Assert.All(row.Zip(row.Skip(1)), pair => Assert.True(pair.First.X + 22 + Kirana.Pictures.Text.Glyphs.Width(pair.First.Text) * 12 <= pair.Second.X));
    }, iter: 300);

    [Theory]
    [InlineData(20, 14)]
    [InlineData(240, 3)]
    [InlineData(500, 101)]
    public void Sizes_out_of_range_are_refused(int width, int height)
    {
        var chart = new Chart { Title = "" };
        Assert.Throws<ArgumentOutOfRangeException>(() => TerminalChart.Render(chart, new TerminalOptions { Width = width, Height = height }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SvgChart.Render(chart, new SvgOptions { Width = width / 10.0 }));
    }
}

using Kirana.Pictures.Echarts;
using Kirana.Pictures.Svg;
using Kirana.Pictures.Terminal;

namespace Kirana.Tests.Hosts.Pictures;

/// <summary>Every renderer's text for every sort of chart, as it was looked at and found right.</summary>
/// <remarks>To accept a wanted change, set KIRANA_GOLDENS to tests/golden/Pictures, run these tests and look at every picture that changed.</remarks>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_is_drawn_as_it_was_looked_at(string name) => Same($"{name}.svg", SvgChart.Render(Samples.All[name], new SvgOptions { Width = 640, Id = name }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Terminal_text_is_drawn_as_it_was_looked_at(string name) => Same($"{name}.txt", TerminalChart.Render(Samples.All[name], new TerminalOptions { Width = 60 }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Ascii_text_is_drawn_as_it_was_looked_at(string name)
    {
        var text = TerminalChart.Render(Samples.All[name], new TerminalOptions { Width = 60, Unicode = false });
        Same($"{name}.ascii.txt", text);
        Assert.DoesNotContain(text.Replace("£", "", StringComparison.Ordinal), sign => sign > '~');
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Echarts_option_is_written_as_it_was_looked_at(string name) => Same($"{name}.json", EchartsChart.Render(Samples.All[name]));

    private static void Same(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("KIRANA_GOLDENS") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, file), text);
        else
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", file)), text);
    }
}

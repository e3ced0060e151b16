using CsCheck;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Terminal;
using Kirana.Pictures.Text;

namespace Kirana.Tests.Hosts.Pictures;

public sealed class TableTests
{
    [Fact]
    public void Numbers_stand_at_the_right_edge_and_text_at_the_left() => Assert.Equal(
        "item     units\n──────────────\ncake         7\nbunting  1,234\n",
        TerminalTable.Render(["item", ">units"], [["cake", "7"], ["bunting", "1,234"]]));

    [Fact]
    public void Ascii_has_an_ascii_line() =>
        Assert.Equal("a\n-\n1\n", TerminalTable.Render(["a"], [["1"]], new TerminalOptions { Unicode = false }));

    [Fact]
    public void Any_texts_make_lines_that_fit() => Gen.Select(Gen.String, Gen.String, Gen.Int[30, 100]).Sample((a, b, width) =>
    {
        var text = TerminalTable.Render(["first", "second", ">n"], [[a, b, "1"], ["日本語の長い題名", new string('w', 200), "22"]], new TerminalOptions { Width = width });
        Assert.All(text.Split('\n'), line => Assert.True(Glyphs.Cells(line) <= width, line));
        Assert.Equal(5, text.Split('\n').Length);
    }, iter: 300);

    [Fact]
    public void A_row_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => TerminalTable.Render(["a", "b"], [["1"]]));

    [Fact]
    public void Money_is_shown_as_exactly_as_it_is_kept() =>
        Assert.Equal(["9,747,747.934", "2.50", "−1,000.00"], new[] { 9_747_747.934m, 2.5m, -1000m }.Select(NumberText.Money));
}

using CsCheck;
using Kirana.Operate.Stores;
using Kirana.Server.Dashboard.Exports;

namespace Kirana.Tests.Dashboard.Exports;

public sealed class QuarantineExportTests
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("plain", "plain")]
    public void A_cell_is_never_a_formula_and_stays_one_cell(string text, string cell) =>
        Assert.EndsWith($",{cell}\r\n", QuarantineExport.Text([Line(text)], reason: null), StringComparison.Ordinal);

    [Fact]
    public void Any_text_comes_back_from_a_reader_of_CSV_but_for_the_apostrophe() => Gen.String[Gen.Char["=+-@\t\r\n\",'a 漢"], 0, 8].Sample(text =>
    {
        var cell = Cells(QuarantineExport.Text([Line(text)], reason: null))[^1];
        Assert.True(cell.Length == 0 || !"=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal));
        Assert.Equal(text, cell.StartsWith('\'') && !text.StartsWith('\'') ? cell[1..] : cell);
    });

    [Fact]
    public void Only_lines_of_the_reason_are_told()
    {
        var text = QuarantineExport.Text([Line("one"), Line("two") with { Reason = "other" }], "other");
        Assert.DoesNotContain("one", text, StringComparison.Ordinal);
        Assert.Contains("two", text, StringComparison.Ordinal);
    }

    private static QuarantinedLine Line(string text) => new("f.csv", 2, "bad-date", null, "said", text);

    // The last line's cells, read as RFC 4180 says.
    private static List<string> Cells(string csv)
    {
        var (cells, cell, quoted) = (new List<string>(), "", false);
        var line = csv[(csv.IndexOf("\r\n", StringComparison.Ordinal) + 2)..^2];
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell += line[i++];
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                (_, cell) = (Add(cell), "");
            else
                cell += line[i];
        }

        Assert.False(quoted);
        cells.Add(cell);
        return cells;

        bool Add(string done)
        {
            cells.Add(done);
            return true;
        }
    }
}

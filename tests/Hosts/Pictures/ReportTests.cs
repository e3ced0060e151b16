using System.Xml.Linq;
using CsCheck;
using Kirana.Pictures.Reports;

namespace Kirana.Tests.Hosts.Pictures;

public sealed class ReportTests
{
    private const string Hostile = "</style><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & \u0001";

    [Fact]
    public void Hostile_texts_stay_texts()
    {
        var html = HtmlReport.Render(Make(Hostile));
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img", html);
        Assert.Single(html.Split("</style>").Skip(1));
        Assert.Contains("&lt;script&gt;", html);
    }

    [Fact]
    public void Nothing_is_fetched_and_nothing_runs()
    {
        var html = HtmlReport.Render(Make("shop"));
        Assert.DoesNotMatch("(?i)src=|href=\"[^#]|@import|url\\((?!#)|<script|<link|javascript:", html);
    }

    [Fact]
    public void Every_id_is_there_once_and_every_reference_hits_one() => Gen.String.Sample(text =>
    {
        var body = Body(HtmlReport.Render(Make(text)));
        var ids = body.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        var labels = body.Descendants().Attributes("aria-labelledby").SelectMany(label => label.Value.Split(' '));
        Assert.All(labels, label => Assert.Contains(label, ids));
        Assert.All(body.Descendants("a").Select(link => link.Attribute("href")!.Value[1..]), link => Assert.Contains(link, ids));
    }, iter: 50);

    [Fact]
    public void A_table_keeps_its_cells_and_draws_its_small_lines()
    {
        var table = Body(HtmlReport.Render(Make("shop"))).Descendants("table").Single();
        Assert.Equal(["Item", "Revenue"], table.Descendants("th").Select(cell => cell.Value));
        Assert.Equal("£5", table.Descendants("td").Last(cell => cell.Attribute("class")?.Value is "number").Value);
        Assert.Single(table.Descendants(), element => element.Name.LocalName is "svg");
    }

    private static Report Make(string text) => new()
    {
        Title = text, Subtitle = text, Footer = text,
        Sections =
        [
            new Section(text, [new Prose(text), new KeyNumbers([new KeyNumber(text, text, text)]), .. Samples.All.Values.Select(chart => new Figure(chart with { Title = text }, text))]),
            new Section("Lists",
            [
                new Columns([new ItemList(text, [new ListEntry(text, text)]) { Numbered = true }, new Figure(Samples.All["fan"])]),
                new Table([new TableColumn("Item"), new TableColumn("Revenue", true)], [[new Cell(text) { IsStrong = true, Spark = [1, double.NaN, 3, 4] }, "£5"]], text),
            ]),
        ],
    };

    // The page is HTML; its body is written so that it is XML as well, which lets a parser judge it. Its only void element is the line break.
    private static XElement Body(string html)
    {
        var from = html.IndexOf("<body>", StringComparison.Ordinal);
        return XElement.Parse(html[from..html.IndexOf("</html>", StringComparison.Ordinal)].Replace("<br>", "<br/>", StringComparison.Ordinal));
    }
}

using Kirana.Server.Dashboard.Wording;

namespace Kirana.Tests.Dashboard.Wording;

public sealed class SayTests
{
    private static readonly DateTimeOffset Now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(5, "just now")]
    [InlineData(60, "1 minute ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(86400 * 3, "3 days ago")]
    [InlineData(86400 * 400, "13 months ago")]
    [InlineData(-3600, "1 May 2024, 13:00 UTC")]
    public void Tells_how_long_ago_something_was(int seconds, string words) => Assert.Equal(words, Say.Ago(Now.AddSeconds(-seconds), Now));

    [Theory]
    [InlineData(1, "100.0 %")]
    [InlineData(0.99999, "over 99.9 %")]
    [InlineData(0.00001, "under 0.1 %")]
    [InlineData(0, "0.0 %")]
    [InlineData(-0.031, "−3.1 %")]
    [InlineData(double.NaN, "–")]
    public void A_share_is_never_rounded_to_all_or_nothing(double share, string words) => Assert.Equal(words, Say.Percent(share));

    [Theory]
    [InlineData("GBP", 1234.5, "£1,234.50")]
    [InlineData("CHF", -1234.5, "−CHF 1,234.50")]
    public void Money_names_its_currency(string code, double amount, string words) => Assert.Equal(words, new Money(code).Exact((decimal)amount));

    [Theory]
    [InlineData("../x'<script>", "forecasts?item=..%2Fx%27%3Cscript%3E")]
    [InlineData("a&b=c#d", "forecasts?item=a%26b%3Dc%23d")]
    public void A_link_carries_any_id(string id, string link) => Assert.Equal(link, Links.Forecast(id));
}

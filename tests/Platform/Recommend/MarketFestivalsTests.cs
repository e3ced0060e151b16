using Kirana.Operate.Shops;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend.Features;

namespace Kirana.Tests.Platform.Recommend;

public sealed class MarketFestivalsTests
{
    [Fact]
    public void Festivals_are_those_of_the_market_and_begin_with_the_shops_day()
    {
        var festivals = MarketFestivals.Of(new ShopSettings { Market = "IN", TimeZone = "Asia/Kolkata" });
        // 31 October 2024 in India begins five and a half hours before it does in UTC.
        var diwali = new DateTimeOffset(2024, 10, 31, 0, 0, 0, TimeSpan.FromHours(5.5));
        Assert.Contains(new Festival("Diwali", (diwali.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond), festivals);
        Assert.All(festivals, one => Assert.Equal(18.5 * TimeSpan.MicrosecondsPerHour, (double)(one.Time % TimeSpan.MicrosecondsPerDay), 1e-6));
    }

    [Fact]
    public void A_shop_without_a_market_and_one_of_an_unknown_market_have_none()
    {
        Assert.Empty(MarketFestivals.Of(new ShopSettings()));
        Assert.Equal<IEnumerable<Festival>>([], MarketFestivals.Of(new ShopSettings { Market = "Atlantis" }));
    }
}

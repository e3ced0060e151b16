using Kirana.Data.Feedback;
using Kirana.Recommend.Features;

namespace Kirana.Tests.Areas.Recommend.Features;

public sealed class ItemFestivalsTests
{
    private const long Day = TimeSpan.MicrosecondsPerDay;

    /// <summary>A festival that comes ten days earlier each year, and one that nobody knows yet.</summary>
    private static readonly Festival[] s_festivals = [new("Lights", 355 * Day), new("Lights", 710 * Day), new("Lights", 1065 * Day), new("First fair", 1050 * Day)];

    [Fact]
    public void What_sold_before_the_festival_of_earlier_years_stands_out_wherever_it_falls()
    {
        var builder = new InteractionsBuilder(new IdMap(["ann"]), new IdMap(["lamps", "tea", "new"]));
        foreach (var day in new[] { 326, 327, 340, 355, 356, 700, 1040 })
            builder.Add(0, 0, 1, day * Day + 1);
        for (var day = 0; day < 1040; day += 100)
            builder.Add(0, 1, 1, day * Day);
        var festivals = ItemFestivals.Of(builder.Build(), s_festivals, 1045 * Day);

        // The fair has no past, so the next known is the festival of lights.
        var (festival, days) = festivals.At(1045 * Day);
        Assert.Equal(20, days);
        // Of 18 events lamps had 3 before the two past festivals (days 327, 340 and 700) and tea one (day 700).
        const double Share = 4 / 18.0;
        Assert.Equal(Math.Log((3 + 5 * Share) / (12 * Share)), festivals.LiftOf(0, festival), 1e-5);
        Assert.Equal(Math.Log((1 + 5 * Share) / (16 * Share)), festivals.LiftOf(1, festival), 1e-5);
        Assert.Equal(0, festivals.LiftOf(2, festival), 1e-6);
    }

    [Fact]
    public void Without_a_festival_soon_nothing_is_said()
    {
        var builder = new InteractionsBuilder(new IdMap(["ann"]), new IdMap(["tea"]));
        builder.Add(0, 0, 1, 340 * Day);
        var festivals = ItemFestivals.Of(builder.Build(), s_festivals, 400 * Day);
        Assert.Equal((-1, float.NaN), festivals.At(682 * Day));
        Assert.Equal(27, festivals.At(683 * Day).Days);
        Assert.True(float.IsNaN(festivals.LiftOf(0, -1)));
        Assert.Equal((-1, float.NaN), ItemFestivals.Of(builder.Build(), [], 400 * Day).At(0));
    }
}

using Kirana.Data.Feedback;
using Kirana.Recommend.Features;

namespace Kirana.Tests.Areas.Recommend.Features;

public sealed class ItemSeasonsTests
{
    private const long Day = TimeSpan.MicrosecondsPerDay;
    private const double Year = 365.2425;

    [Fact]
    public void What_sold_at_this_time_of_earlier_years_stands_out_and_what_did_not_falls_behind()
    {
        // Lights sell in the first fortnight of every year, tea in each of 26.
        var builder = new InteractionsBuilder(new IdMap(["ann"]), new IdMap(["lights", "tea", "new"]));
        for (var part = 0; part < 52; part++)
        {
            builder.Add(0, 1, 1, (long)((part + 0.5) * Year / 26 * Day));
            if (part % 26 == 0)
                for (var sale = 0; sale < 26; sale++)
                    builder.Add(0, 0, 1, (long)((part + 0.5) * Year / 26 * Day));
        }

        var (seasons, weights) = (ItemSeasons.Of(builder.Build(), (long)(3 * Year * Day)), new float[ItemSeasons.Parts]);
        var share = seasons.At((long)(3 * Year * Day), weights);
        Assert.Equal((1, 1), (weights[0], weights[1]));
        // Of 104 events 54 + 2 were in the two fortnights.
        Assert.Equal(56 / 104.0, share, 1e-6);
        Assert.Equal(Math.Log((52 + 5 * share) / (57 * share)), seasons.LiftOf(0, weights, share), 1e-5);
        Assert.Equal(Math.Log((4 + 5 * share) / (57 * share)), seasons.LiftOf(1, weights, share), 1e-5);
        Assert.Equal(0, seasons.LiftOf(2, weights, share), 1e-6);

        var later = seasons.At((long)(3.5 * Year * Day), weights);
        Assert.True(seasons.LiftOf(0, weights, later) < -1 && seasons.LiftOf(1, weights, later) > 0.5);
    }

    [Fact]
    public void The_last_half_year_says_nothing_of_seasons()
    {
        var builder = new InteractionsBuilder(new IdMap(["ann"]), new IdMap(["tea"]));
        builder.Add(0, 0, 1, 0);
        var (data, weights) = (builder.Build(), new float[ItemSeasons.Parts]);
        Assert.True(float.IsNaN(ItemSeasons.Of(data, 180 * Day).At(0, weights)));
        Assert.Equal(1, ItemSeasons.Of(data, 180 * Day + 1).At(0, weights));
    }

    [Fact]
    public void Four_weeks_ahead_are_two_parts_in_all_at_any_moment()
    {
        var (seasons, weights) = (ItemSeasons.Of(new InteractionsBuilder().Build(), 0), new float[ItemSeasons.Parts]);
        for (var moment = -900; moment < 900; moment++)
        {
            Assert.True(float.IsNaN(seasons.At(moment * Day + 12_345, weights)));
            Assert.Equal(2, weights.Sum(), 1e-5);
        }
    }
}

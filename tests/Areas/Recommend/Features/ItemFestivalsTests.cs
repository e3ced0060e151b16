using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
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

    [Fact]
    public void What_was_read_is_what_was_written_and_a_file_of_other_items_is_refused()
    {
        var builder = new InteractionsBuilder(new IdMap(["ann"]), new IdMap(["lamps", "tea"]));
        foreach (var day in new[] { 340, 341, 700, 900 })
            builder.Add(0, day == 900 ? 1 : 0, 1, day * Day);
        var festivals = ItemFestivals.Of(builder.Build(), s_festivals, 1045 * Day);
        var writer = new ModelWriter("test", 1, 1);
        festivals.Save(writer.Part("festivals"));
        var file = writer.ToArray();

        var read = ItemFestivals.Read(ModelReader.Parse(file, "test").Part("festivals"), 2);
        Assert.Equal(festivals.At(1045 * Day), read.At(1045 * Day));
        var (festival, _) = festivals.At(1045 * Day);
        Assert.True(festivals.LiftOf(0, festival) > 0);
        Assert.Equal([festivals.LiftOf(0, festival), festivals.LiftOf(1, festival)], [read.LiftOf(0, festival), read.LiftOf(1, festival)]);
        // So many that their counts cannot be numbered are a damaged file too.
        foreach (var items in new[] { 1, 3, int.MaxValue })
            Assert.Throws<DataException>(() => ItemFestivals.Read(ModelReader.Parse(file, "test").Part("festivals"), items));
    }

    [Fact]
    public void Moments_that_do_not_ascend_are_a_damaged_file()
    {
        var writer = new ModelWriter("test", 1, 1);
        var part = writer.Part("festivals");
        part.AddStrings("names", ["Diwali"]);
        part.Add("days", [0, 0, 0]);
        part.Add("times", [10L, 30L, 20L]);
        part.Add("counts", [1, 2]);
        part.Add("totals", [3, 4]);
        var fault = Assert.Throws<DataException>(() => ItemFestivals.Read(ModelReader.Parse(writer.ToArray(), "test").Part("festivals"), 2));
        Assert.Contains("30 before 20", fault.Message, StringComparison.Ordinal);
    }
}

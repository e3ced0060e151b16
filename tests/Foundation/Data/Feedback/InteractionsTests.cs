using CsCheck;
using Kirana.Data.Feedback;

namespace Kirana.Tests.Foundation.Data.Feedback;

public sealed class InteractionsTests
{
    private static readonly Gen<(int User, int Item, float Weight, long Time)[]> Events =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 8], Gen.Int[1, 9].Select(i => i / 4f), Gen.Long[0, 5]).Array[0, 60];

    [Fact]
    public void Rows_are_oldest_first_and_equal_times_keep_the_order_of_adding() =>
        Events.Sample(events =>
        {
            var matrix = Build(events);
            for (var user = 0; user < matrix.UserCount; user++)
                Assert.Equal(events.Where(e => e.User == user).OrderBy(e => e.Time).Select(e => (e.Item, e.Weight, e.Time)), Row(matrix, user));
            Assert.Equal(events.Length, matrix.Count);
        });

    [Fact]
    public void Merging_adds_weights_and_keeps_the_latest_time() =>
        Events.Sample(events =>
        {
            var merged = Build(events).Merged();
            for (var user = 0; user < merged.UserCount; user++)
                Assert.Equal(
                    events.Where(e => e.User == user).GroupBy(e => e.Item).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(e => e.Weight), g.Max(e => e.Time))),
                    Row(merged, user));
        });

    [Fact]
    public void Transposing_twice_gives_the_pairs_back_and_rows_ascend() =>
        Events.Sample(events =>
        {
            var matrix = Build(events).Merged();
            var items = matrix.Transposed();
            Assert.Equal((matrix.ItemCount, matrix.UserCount, matrix.Count), (items.UserCount, items.ItemCount, items.Count));
            for (var item = 0; item < items.UserCount; item++)
                Assert.Equal(Row(items, item).Select(e => e.Item).Order(), Row(items, item).Select(e => e.Item));
            var back = items.Transposed();
            for (var user = 0; user < matrix.UserCount; user++)
                Assert.Equal(Row(matrix, user), Row(back, user));
        });

    [Fact]
    public void Names_make_the_maps_and_unused_items_count()
    {
        var items = new IdMap(["never", "b"]);
        var builder = new InteractionsBuilder(items: items, minimumRows: 3);
        builder.Add("x", "b", time: 2);
        builder.Add("x", "c", time: 1);
        var matrix = builder.Build();

        Assert.Equal((3, 3), (matrix.UserCount, matrix.ItemCount));
        Assert.Equal([2, 1], matrix.ItemsOf(0));
        Assert.True(matrix.ItemsOf(2).IsEmpty);
        Assert.Equal("c", matrix.Items[2]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Refuses_a_weight_that_is_not_positive_and_finite(float weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InteractionsBuilder().Add(0, 0, weight));

    private static Interactions Build((int User, int Item, float Weight, long Time)[] events)
    {
        var builder = new InteractionsBuilder();
        foreach (var (user, item, weight, time) in events)
            builder.Add(user, item, weight, time);
        return builder.Build();
    }

    private static (int Item, float Weight, long Time)[] Row(Interactions matrix, int user)
    {
        var row = new (int, float, long)[matrix.ItemsOf(user).Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = (matrix.ItemsOf(user)[i], matrix.WeightsOf(user)[i], matrix.TimesOf(user)[i]);
        return row;
    }
}

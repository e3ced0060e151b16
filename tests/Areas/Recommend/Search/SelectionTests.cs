using CsCheck;
using Kirana.Recommend.Search;

namespace Kirana.Tests.Areas.Recommend.Search;

public sealed class SelectionTests
{
    private static readonly Gen<(float[] Values, int Count)> Cases =
        from few in Gen.Bool
        from values in (few ? Gen.Int[0, 3].Select(value => (float)value) : Gen.Float[-1, 1]).Array[1, 400]
        from count in Gen.Int[1, values.Length]
        select (values, count);

    [Fact]
    public void The_largest_stand_in_front_and_the_least_of_them_is_given() => Cases.Sample(c =>
    {
        var values = c.Values.ToArray();
        var sorted = c.Values.OrderDescending().ToArray();
        Assert.Equal(sorted[c.Count - 1], Selection.Largest(values.AsSpan(), c.Count));
        Assert.Equal(sorted[..c.Count], values[..c.Count].OrderDescending());
        Assert.Equal(sorted, values.OrderDescending());
    }, iter: 1000);

    [Fact]
    public void A_floor_is_reached_by_as_many_as_are_wanted_and_lies_close_below_the_last_of_them() => Cases.Sample(c =>
    {
        var floor = new RisingFloor();
        var wanted = (c.Count + 1) / 2;
        floor.Start(c.Values[..c.Count], wanted);
        foreach (var value in c.Values[c.Count..])
            floor.Add(value);
        Assert.True(c.Values.Count(value => value >= floor.Value) >= wanted);
        // Numbers above those of the start share the last cell.
        var started = c.Values[..c.Count].Order().ToArray();
        var wantedth = c.Values.OrderDescending().ElementAt(wanted - 1);
        Assert.InRange(floor.Value, Math.Min(wantedth, started[^1]) - 0.001 * (started[^1] - started[0]) - 1e-6, wantedth);
    }, iter: 1000);

    [Fact]
    public void Keys_order_by_score_and_then_by_handle_and_give_back_what_they_hold() =>
        (from score in Gen.OneOf(Gen.Float[-2, 2], Gen.Const(0f), Gen.Const(-0f))
         from other in Gen.OneOf(Gen.Float[-2, 2], Gen.Const(0f))
         from handle in Gen.Int[0, int.MaxValue]
         from otherHandle in Gen.Int[0, int.MaxValue]
         select (score, other, handle, otherHandle)).Sample(c =>
         {
             var (key, otherKey) = (RankKey.Of(c.score, c.handle), RankKey.Of(c.other, c.otherHandle));
             Assert.Equal((c.handle, c.score), RankKey.Parts(key));
             Assert.Equal(c.score > c.other || (c.score == c.other && c.handle < c.otherHandle), key > otherKey);
         });

    [Fact]
    public void Sorted_keys_are_in_order_however_they_lie() =>
        (from wide in Gen.Int[0, 63]
         from keys in Gen.ULong.Select(key => key >> wide).Array[0, 300]
         from near in Gen.Bool
         select near ? [.. keys, ulong.MaxValue, ulong.MaxValue - 1] : keys).Sample(keys =>
            Assert.Equal(keys.OrderDescending(), new RankSort().Descending(keys).ToArray()), iter: 1000);
}

using CsCheck;
using Kirana.Recommend.Lists;

namespace Kirana.Tests.Areas.Recommend.Lists;

public sealed class TopItemsTests
{
    [Fact]
    public void The_best_are_those_of_a_full_sort() =>
        (from scores in Gen.OneOf(Gen.Float[-2, 2], Gen.Int[-2, 2].Select(value => (float)value), Gen.Const(float.NegativeInfinity), Gen.Const(float.NaN)).Array[0, 60]
         from k in Gen.Int[1, 12]
         select (scores, k)).Sample(c =>
        {
            var top = new TopItems(new int[c.k], new float[c.k]);
            for (var item = 0; item < c.scores.Length; item++)
                top.Offer(item, c.scores[item]);
            top.Sort();
            var expected = Enumerable.Range(0, c.scores.Length).Where(item => float.IsFinite(c.scores[item]))
                .OrderByDescending(item => c.scores[item]).ThenBy(item => item).Take(c.k).ToArray();
            Assert.Equal(expected, top.Items.ToArray());
            Assert.Equal(expected.Select(item => c.scores[item]), top.Scores.ToArray());
        });

    [Fact]
    public void Offering_all_at_once_keeps_what_offering_each_keeps() =>
        (from scores in Gen.OneOf(Gen.Float[-2, 2], Gen.Int[-2, 2].Select(value => (float)value), Gen.Const(float.NegativeInfinity), Gen.Const(float.NaN)).Array[0, 60]
         from leftOut in Gen.Int[0, 1].Array[scores.Length]
         from some in Gen.Bool
         from k in Gen.Int[1, 12]
         select (scores, leftOut: some ? leftOut : [], k)).Sample(c =>
        {
            var each = new TopItems(new int[c.k], new float[c.k]);
            var all = new TopItems(new int[c.k], new float[c.k]);
            for (var item = 0; item < c.scores.Length; item++)
                if (c.leftOut.Length == 0 || c.leftOut[item] == 0)
                    each.Offer(item, c.scores[item]);
            all.OfferAll(c.scores, c.leftOut);
            each.Sort();
            all.Sort();
            Assert.Equal(each.Items.ToArray(), all.Items.ToArray());
            Assert.Equal(each.Scores.ToArray(), all.Scores.ToArray());
        });

    [Fact]
    public void No_room_keeps_nothing()
    {
        var top = new TopItems([], []);
        top.Offer(0, 1);
        Assert.Equal(0, top.Items.Length);
    }

    [Fact]
    public void Unequal_room_is_refused() => Assert.Throws<ArgumentException>(() => new TopItems(new int[2], new float[3]).Threshold);
}

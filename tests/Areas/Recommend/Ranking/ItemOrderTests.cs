using Kirana.Numerics.Random;
using Kirana.Recommend.Lists;
using Kirana.Recommend.Ranking;

namespace Kirana.Tests.Areas.Recommend.Ranking;

public sealed class ItemOrderTests
{
    [Fact]
    public void It_gives_what_a_heap_gives_with_ties_and_scores_that_say_nothing()
    {
        var (random, order) = (new RandomStream(3, 0), new ItemOrder());
        foreach (var (count, room) in new[] { (0, 5), (3, 5), (800, 500), (4000, 20), (60, 60) })
        {
            var top = new TopItems(new int[room], new float[room]);
            order.Begin(count);
            for (var item = 0; item < count; item++)
            {
                var score = random.Next(10) switch { 0 => float.NegativeInfinity, 1 => float.NaN, 2 => 0.5f, _ => (float)(random.NextDouble() - 0.3) };
                top.Offer(item, score);
                order.Add(item, score);
            }

            top.Sort();
            var (items, scores) = (new int[room], new float[room]);
            var found = order.Take(items, scores);
            Assert.Equal(top.Items.ToArray(), items[..found]);
            Assert.Equal(top.Scores.ToArray(), scores[..found]);
        }
    }
}

using CsCheck;
using Kirana.Learn.Trees;
using Kirana.Learn.Trees.Kernels;

namespace Kirana.Tests.Foundation.Learn.Trees;

public sealed class MomentScanTests
{
    private static readonly Gen<(int Value, int Target, int Weight)[]> s_rows = Gen.Select(Gen.Int[0, 9], Gen.Int[-5, 5], Gen.Int[0, 3]).Array[1, 30];

    [Fact]
    public void Finds_the_cut_that_lowers_squared_error_most() =>
        Gen.Select(s_rows, Gen.Bool, Gen.Int[1, 4]).Sample((rows, isWeighted, least) =>
        {
            var sorted = rows.OrderBy(row => row.Value).ToArray();
            var list = sorted.Select((row, i) => new ValueOfRow(row.Value, i)).ToArray();
            double Weight(int i) => isWeighted ? sorted[i].Weight : 1;
            double Error(IEnumerable<int> own)
            {
                var places = own.ToArray();
                var weight = places.Sum(Weight);
                var mean = weight > 0 ? places.Sum(i => Weight(i) * sorted[i].Target) / weight : 0;
                return places.Sum(i => Weight(i) * (sorted[i].Target - mean) * (sorted[i].Target - mean));
            }

            var all = Enumerable.Range(0, list.Length);
            var whole = Error(all);
            var gains = all.ToDictionary(i => i, i => whole - Error(all.Take(i + 1)) - Error(all.Skip(i + 1)));
            var possible = all.Where(i => i + 1 >= least && list.Length - i - 1 >= least && sorted[i].Value != sorted[i + 1].Value).ToArray();
            var expected = possible.Select(i => gains[i]).DefaultIfEmpty(0).Max();

            var total = all.Sum(Weight);
            var sums = new MomentSums(all.Sum(i => Weight(i) * sorted[i].Target), total, 0, 0);
            var best = 1e-9;
            var cut = MomentScan.Best(
                list, [.. all.Select(i => Weight(i) * sorted[i].Target)], isWeighted ? [.. sorted.Select(row => (float)row.Weight)] : [], sums, least - 1, list.Length - least, ref best);

            Assert.Equal(expected > 1e-8, cut >= 0);
            if (cut < 0)
                return;
            Assert.Contains(cut, possible);
            Assert.Equal(expected, gains[cut], 1e-8);
            Assert.Equal(expected, best / total, 1e-8);
        });

    [Fact]
    public void Lists_stay_sorted_in_every_node() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 40], Gen.Byte.Array[40]).Sample((codes, ways) =>
        {
            var values = codes.Select(code => code == 5 ? float.NaN : code - 2.5f).ToArray();
            var lists = new AttributeLists(Examples.Of([values, [.. values.Select((_, i) => (float)-i)]], new float[values.Length]).Features, _ => true, CancellationToken.None);
            foreach (var own in lists.Of(0, 0, values.Length))
                lists.Send([own], ways[own.Row] % 2 == 0);
            var left = lists.PartRows(0, values.Length);
            lists.PartValues(0, 0, values.Length);
            lists.PartValues(1, 0, values.Length);

            foreach (var isLeft in new[] { true, false })
            {
                var rows = Enumerable.Range(0, values.Length).Where(row => ways[row] % 2 == 0 == isLeft).ToArray();
                var (start, count) = isLeft ? (0, left) : (left, values.Length - left);
                Assert.Equal(count, rows.Length);
                Assert.Equal(rows, lists.Rows(start, count).ToArray());
                Assert.Equal(rows.OrderBy(row => float.IsNaN(values[row])).ThenBy(row => values[row]), lists.Of(0, start, count).ToArray().Select(own => own.Row));
                Assert.Equal(rows.Reverse(), lists.Of(1, start, count).ToArray().Select(own => own.Row));
            }
        });
}

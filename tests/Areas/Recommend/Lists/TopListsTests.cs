using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Recommend;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Lists;

namespace Kirana.Tests.Areas.Recommend.Lists;

public sealed class TopListsTests
{
    private const int Factors = 8;
    private const int ItemCount = 2600;
    private const int Length = 20;

    /// <summary>Vectors of very different lengths, of which most are left out, some in pairs of equal ones.</summary>
    private static readonly ImplicitFactorModel Model = Made();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Lists_of_factors_are_those_of_scoring_every_item(int threads)
    {
        var requests = new Requests(300);
        var found = new int[requests.Count][];
        TopLists.Make(Model, requests, Length, new FitContext { Threads = threads }, (request, items, scores) => found[request] = items.ToArray());
        var (vector, scores) = (new float[Factors], new float[ItemCount]);
        for (var request = 0; request < requests.Count; request++)
        {
            Model.FoldIn(requests.ShopperOf(request), vector);
            for (var item = 0; item < ItemCount; item++)
                scores[item] = Chain(Model.ItemFactors.Slice(item * Factors, Factors), vector);
            var expected = Enumerable.Range(0, ItemCount).Where(item => !requests.ExcludedFrom(request).Contains(item))
                .OrderByDescending(item => scores[item]).ThenBy(item => requests.LastAmongEquals(request).Contains(item)).ThenBy(item => item).Take(Length);
            Assert.Equal(expected, found[request]);
        }
    }

    [Fact]
    public void A_shopper_of_whom_nothing_is_known_gets_the_first_items()
    {
        var model = Fitted();
        TopLists.Make(model, new Unknown(), 3, FitContext.Default, (_, items, _) => Assert.Equal([0, 1, 2], items.ToArray()));

        static ImplicitFactorModel Fitted() => (ImplicitFactorModel)new ImplicitAls { Factors = 4, Sweeps = 3 }.Fit(MadeData.Grouped(), FitContext.Default);
    }

    /// <summary>The bits of a matrix product.</summary>
    private static float Chain(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0f;
        for (var j = 0; j < x.Length; j++)
            sum = float.FusedMultiplyAdd(y[j], x[j], sum);
        return sum;
    }

    private static ImplicitFactorModel Made()
    {
        var random = new RandomStream(5, 0);
        var factors = new float[ItemCount * Factors];
        for (var item = 0; item < ItemCount; item++)
        {
            var length = 1 / (1 + 0.01 * (item % 1300));
            for (var j = 0; j < Factors; j++)
                factors[item * Factors + j] = (float)(length * (2 * random.NextDouble() - 0.8));
            if (item % 7 == 1)
                factors.AsSpan((item - 1) * Factors, Factors).CopyTo(factors.AsSpan(item * Factors));
        }

        return new ImplicitFactorModel(new IdMap(Enumerable.Range(0, ItemCount).Select(item => $"{item}")), factors, new FrequencyPenalty(1, 0, 1), 4, Factors, [], "{}");
    }

    private sealed class Requests(int count) : IListRequests
    {
        public int Count => count;

        public Shopper ShopperOf(int request)
        {
            int[] items = [request * 37 % ItemCount, request * 91 % ItemCount, request % 50];
            return new Shopper(items, new float[] { 1, 2, 1 }, new long[3], 0);
        }

        public ReadOnlySpan<int> ExcludedFrom(int request) => ShopperOf(request).Items;

        public ReadOnlySpan<int> LastAmongEquals(int request) => new[] { 7, 14, 21, 28, 700, 1302, 1309 };
    }

    private sealed class Unknown : IListRequests
    {
        public int Count => 1;

        public Shopper ShopperOf(int request) => new(default, default, default, 0);

        public ReadOnlySpan<int> ExcludedFrom(int request) => [];
    }
}

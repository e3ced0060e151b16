using Kirana.Numerics.Random;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Tests.Platform.Learn.Comparison;

public sealed class StackWeightsTests
{
    [Fact]
    public void Numbers_are_weighted_by_the_inverse_of_their_errors_where_these_are_independent()
    {
        var random = new RandomStream(1);
        var truths = Enumerable.Range(0, 20_000).Select(_ => (float)random.NextGaussian()).ToArray();
        float[][] said = [[.. truths.Select(truth => truth + (float)random.NextGaussian())], [.. truths.Select(truth => truth + 2 * (float)random.NextGaussian())]];
        var weights = StackWeights.Of(LearnTask.Regression, truths, said, [.. Enumerable.Range(0, truths.Length)]);
        Assert.Equal(0.8, weights[0], 0.03);
        Assert.Equal(1, weights.Sum(), 1e-12);
    }

    [Fact]
    public void A_mixture_of_probabilities_is_found_again()
    {
        var random = new RandomStream(2);
        float[][] said = [[.. Enumerable.Range(0, 20_000).Select(_ => (float)random.NextDouble())], [.. Enumerable.Range(0, 20_000).Select(_ => (float)random.NextDouble())], [.. Enumerable.Repeat(0.5f, 20_000)]];
        var truths = Enumerable.Range(0, 20_000).Select(row => random.NextDouble() < 0.7 * said[0][row] + 0.3 * said[1][row] ? 1f : 0).ToArray();
        var weights = StackWeights.Of(LearnTask.Binary, truths, said, [.. Enumerable.Range(0, truths.Length)]);
        Assert.Equal(0.7, weights[0], 0.05);
        Assert.Equal(0.3, weights[1], 0.05);
    }

    [Fact]
    public void A_model_that_adds_nothing_gets_no_weight()
    {
        var random = new RandomStream(3);
        var truths = Enumerable.Range(0, 5_000).Select(row => (float)(row % 3)).ToArray();
        float[] Sure(double share) => [.. truths.SelectMany(truth => Enumerable.Range(0, 3).Select(k => (float)(k == (int)truth ? 1 - share : share / 2)))];
        var noise = Enumerable.Range(0, 15_000).Select(_ => (float)random.NextDouble()).ToArray();
        for (var row = 0; row < truths.Length; row++)
        {
            var sum = noise[3 * row] + noise[3 * row + 1] + noise[3 * row + 2];
            for (var k = 0; k < 3; k++)
                noise[3 * row + k] /= sum;
        }

        Assert.Equal([1, 0], StackWeights.Of(LearnTask.Multiclass, truths, [Sure(0.1), noise], [.. Enumerable.Range(0, truths.Length)]));
    }
}

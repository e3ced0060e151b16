using Kirana.Forecast.Choice;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Choice;

public sealed class WeightGateTests
{
    [Fact]
    public void The_candidate_that_is_right_earns_nearly_all_the_weight()
    {
        var weights = WeightGate.Learn(Cases(200, _ => 0.1, _ => 1), 2, 200, PointLoss.Absolute, default).Weights(Features(0));
        Assert.InRange(weights[0], 0.9, 1);
        Assert.Equal(1, weights.Sum(), 1e-12);
    }

    [Fact]
    public void Errors_that_cancel_make_a_mixture()
    {
        // One says 1 too much and the other 1 too little: only the middle is right.
        var cases = Enumerable.Range(0, 100).Select(i => new ChoiceCase(Features(i % 2), [i + 1.0, i - 1.0], [i])).ToArray();
        var weights = WeightGate.Learn(cases, 2, 100, PointLoss.Absolute, default).Weights(Features(0));
        Assert.Equal(0.5, weights[0], 0.02);
    }

    [Fact]
    public void Features_tell_which_candidate_suits()
    {
        // The first is right for seasonal series, the second for the others.
        var gate = WeightGate.Learn(Cases(400, x => x > 0.5 ? 0.1 : 1, x => x > 0.5 ? 1 : 0.1), 2, 400, PointLoss.Absolute, default);
        Assert.InRange(gate.Weights(Features(1))[0], 0.75, 1);
        Assert.InRange(gate.Weights(Features(0))[1], 0.75, 1);
    }

    [Fact]
    public void Absolute_errors_ask_for_the_middle_and_squared_ones_for_the_mean()
    {
        // Nothing is sold in seven steps of ten and one in the others; one candidate says always nothing, the other always one.
        var cases = Enumerable.Range(0, 200).Select(i => new ChoiceCase(Features(0), [0.0, 1.0], [i % 10 < 7 ? 0 : 1])).ToArray();
        Assert.InRange(WeightGate.Learn(cases, 2, 200, PointLoss.Absolute, default).Weights(Features(0))[1], 0, 0.05);
        Assert.Equal(0.3, WeightGate.Learn(cases, 2, 200, PointLoss.Squared, default).Weights(Features(0))[1], 0.02);
    }

    [Fact]
    public void A_single_series_stays_nearer_to_equal_weights()
    {
        var one = WeightGate.Learn(Cases(6, _ => 0.5, _ => 0.6), 2, 1, PointLoss.Absolute, default).Weights(Features(0));
        var many = WeightGate.Learn(Cases(600, _ => 0.5, _ => 0.6), 2, 100, PointLoss.Absolute, default).Weights(Features(0));
        Assert.InRange(Math.Abs(one[0] - 0.5), 0, 0.2);
        Assert.InRange(many[0], one[0], 1);
    }

    [Fact]
    public void A_series_that_stood_still_does_not_speak_for_all()
    {
        var cases = Cases(100, _ => 0.1, _ => 1).Append(new ChoiceCase(Features(0), [1e9, 0], [0])).ToArray();
        Assert.InRange(WeightGate.Learn(cases, 2, 101, PointLoss.Absolute, default).Weights(Features(0))[0], 0.8, 1);
    }

    [Fact]
    public void Nothing_to_learn_from_gives_equal_weights() =>
        Assert.Equal([0.25, 0.25, 0.25, 0.25], WeightGate.Learn([], 4, 1, PointLoss.Absolute, default).Weights(Features(0.3)));

    private static ChoiceCase[] Cases(int count, Func<double, double> first, Func<double, double> second)
    {
        var stream = new RandomStream(3, 0);
        var cases = new ChoiceCase[count];
        for (var i = 0; i < count; i++)
        {
            var seasonal = i % 2;
            var truth = stream.NextGaussian();
            cases[i] = new ChoiceCase(
                Features(seasonal), [truth + first(seasonal) * stream.NextGaussian(), truth + second(seasonal) * stream.NextGaussian()], [truth]);
        }

        return cases;
    }

    private static double[] Features(double seasonal) => [1, seasonal, 0.5, 0, 1, 0, 0];
}

using System.Text.Json;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Sparse;

namespace Kirana.Tests.Areas.Recommend.Factorization;

public sealed class ImplicitAlsTests
{
    [Theory]
    [InlineData(AlsSolver.ConjugateGradient, 1, 0.0)]
    [InlineData(AlsSolver.ConjugateGradient, 3, 1.0)]
    [InlineData(AlsSolver.Cholesky, 3, 0.5)]
    public void The_objective_falls_with_each_sweep(AlsSolver solver, int steps, double exponent)
    {
        var learner = new ImplicitAls { Factors = 16, Sweeps = 12, Solver = solver, ConjugateGradientSteps = steps, RegularizationExponent = exponent, Regularization = 0.5 };
        var objectives = Fit(learner, MadeData.Grouped(users: 200, items: 100)).Objectives;
        for (var sweep = 1; sweep < objectives.Count; sweep++)
            Assert.True(objectives[sweep] < objectives[sweep - 1] * (1 + 1e-6), $"sweep {sweep}: {objectives[sweep - 1]} then {objectives[sweep]}");
        Assert.True(objectives[^1] < 0.9 * objectives[0]);
    }

    [Fact]
    public void The_objective_is_the_sum_over_all_pairs()
    {
        var options = new ImplicitAls { Factors = 4, Alpha = 3, Regularization = 2, RegularizationExponent = 0.5 };
        var rows = SparseRows.Merged(MadeData.Grouped(users: 20, items: 15)).Select(weight => 3 * weight);
        var sweeps = new AlternatingSweeps(rows, options, FitContext.Default);
        sweeps.Run();
        var found = sweeps.Run();
        var expected = Objective(rows, options, sweeps);
        Assert.Equal(expected, found, expected * 1e-5);
    }

    [Fact]
    public void So_many_vectors_that_they_are_read_in_16_bits_lower_the_objective_too()
    {
        var options = new ImplicitAls { Factors = 256, Alpha = 3, Regularization = 2 };
        var rows = SparseRows.Merged(MadeData.Grouped(users: 4200, items: 60)).Select(weight => 3 * weight);
        var (one, three) = (new AlternatingSweeps(rows, options, new FitContext { Threads = 1 }), new AlternatingSweeps(rows, options, new FitContext { Threads = 3 }));
        var last = double.PositiveInfinity;
        for (var sweep = 0; sweep < 3; sweep++)
        {
            var found = one.Run();
            Assert.Equal(found, three.Run());
            Assert.True(found < last);
            last = found;
        }

        Assert.Equal(one.ItemFactors, three.ItemFactors);
        var expected = Objective(rows, options, one);
        Assert.Equal(expected, last, expected * 1e-4);
    }

    [Fact]
    public void Steps_from_zero_give_way_before_they_keep_the_objective_up()
    {
        // A single step from zero is far from the solution however many sweeps follow.
        var data = MadeData.Grouped(users: 200, items: 100);
        var exact = Fit(new ImplicitAls { Factors = 8, Sweeps = 60, Solver = AlsSolver.Cholesky }, data).Objectives[^1];
        var found = Fit(new ImplicitAls { Factors = 8, Sweeps = 60, ConjugateGradientSteps = 1 }, data).Objectives[^1];
        Assert.InRange(found, exact * 0.999, exact * 1.001);
    }

    [Fact]
    public void Many_steps_of_conjugate_gradients_reach_the_exact_solution()
    {
        var data = MadeData.Grouped();
        var exact = Fit(new ImplicitAls { Factors = 6, Sweeps = 3, Solver = AlsSolver.Cholesky }, data);
        var steps = Fit(new ImplicitAls { Factors = 6, Sweeps = 3, ConjugateGradientSteps = 40 }, data);
        for (var i = 0; i < exact.ItemFactors.Length; i++)
            Assert.Equal(exact.ItemFactors[i], steps.ItemFactors[i], 2e-3f);
    }

    [Fact]
    public void Fold_in_scores_and_reasons_equal_the_dense_solution_of_numpy()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Recommend", "implicit-als.json")));
        var json = golden.RootElement;
        var itemFactors = Floats(json, "itemFactors");
        var factors = json.GetProperty("factors").GetInt32();
        var penalty = new FrequencyPenalty(json.GetProperty("regularization").GetDouble(), json.GetProperty("exponent").GetDouble(), json.GetProperty("meanFeedback").GetDouble());
        var alpha = json.GetProperty("alpha").GetDouble();
        var items = new IdMap(Enumerable.Range(0, itemFactors.Length / factors).Select(item => $"{item}"));
        // The rule sees α·w, of which the mean is α times that of w.
        var model = new ImplicitFactorModel(items, itemFactors, penalty with { MeanFeedback = alpha * penalty.MeanFeedback }, alpha, factors, [], "{}");
        int[] history = [.. json.GetProperty("historyItems").EnumerateArray().Select(value => value.GetInt32())];
        var shopper = new Shopper(history, Floats(json, "historyWeights"), new long[history.Length], 0);

        var vector = new float[factors];
        model.FoldIn(shopper, vector);
        var scores = new float[items.Count];
        model.Score(shopper, scores);
        Assert.Equal(Floats(json, "vector"), vector, Close);
        Assert.Equal(Floats(json, "scores"), scores, Close);
        for (var item = 0; item < items.Count; item++)
        {
            float[] contributions = [.. json.GetProperty("contributions")[item].EnumerateArray().Select(value => value.GetSingle())];
            var expected = history.Zip(contributions).Where(pair => pair.Second > 0).OrderByDescending(pair => pair.Second).ToArray();
            var reasons = model.Explain(shopper, item);
            Assert.Equal(expected.Select(pair => pair.First), reasons.Select(reason => reason.Item));
            Assert.Equal(expected.Select(pair => pair.Second), reasons.Select(reason => reason.Weight), Close);
        }
    }

    [Fact]
    public void Fold_in_solves_the_users_own_equations()
    {
        // A·x − b in double, straight from equation 4; repeated events of an item add up.
        var data = MadeData.Grouped(users: 120, items: 80, events: 25);
        var learner = new ImplicitAls { Factors = 24, Sweeps = 5, Alpha = 7, Regularization = 1.5, RegularizationExponent = 0.5 };
        var model = Fit(learner, data);
        var rows = SparseRows.Merged(data).Select(weight => (float)(7 * weight));
        var penalty = FrequencyPenalty.For(rows, learner);
        var vector = new float[24];
        for (var user = 0; user < data.UserCount; user += 10)
        {
            model.FoldIn(Shopper.Of(data, user), vector);
            var exact = DenseSolution.Of(model.ItemFactors, 24, rows.ColumnsOf(user), rows.ValuesOf(user), penalty.Of(rows.ValuesOf(user)));
            for (var j = 0; j < 24; j++)
                Assert.Equal(exact[j], vector[j], 1e-5);
        }
    }

    [Fact]
    public void The_contributions_of_a_history_add_up_to_the_score()
    {
        var data = MadeData.Of(6, [0, 1, 2], [1, 2, 3], [3, 4, 5], [0, 5]);
        var model = Fit(new ImplicitAls { Factors = 3, Sweeps = 5, Regularization = 0.1 }, data);
        var scores = new float[6];
        model.Score(Shopper.Of(data, 3), scores);
        for (var item = 0; item < 6; item++)
        {
            // Only positive contributions are reasons; together with the rest they are the score.
            var positive = model.Explain(Shopper.Of(data, 3), item).Sum(reason => reason.Weight);
            Assert.True(positive >= scores[item] - 1e-4f);
        }
    }

    [Fact]
    public void Groups_are_found_again()
    {
        var data = MadeData.Grouped(users: 200, items: 40);
        var model = Fit(new ImplicitAls { Factors = 8, Regularization = 1 }, data);
        var scores = new float[40];
        for (var user = 0; user < 200; user += 20)
        {
            model.Score(Shopper.Of(data, user), scores);
            var best = Enumerable.Range(0, 40).OrderByDescending(item => scores[item]).Take(5);
            Assert.True(best.Count(item => item % MadeData.Groups == user % MadeData.Groups) >= 4);
        }
    }

    [Fact]
    public void An_item_nobody_dealt_with_scores_zero()
    {
        var data = MadeData.Of(4, [0, 1], [1, 2]);
        var scores = new float[4];
        Fit(new ImplicitAls { Factors = 2 }, data).Score(Shopper.Of(data, 0), scores);
        Assert.Equal(0, scores[3]);
    }

    [Fact]
    public void Another_seed_gives_another_model()
    {
        var data = MadeData.Grouped();
        var one = Fit(new ImplicitAls { Factors = 4 }, data);
        var two = (ImplicitFactorModel)new ImplicitAls { Factors = 4 }.Fit(data, new FitContext { Seed = 2 });
        Assert.NotEqual(one.ItemFactors.ToArray(), two.ItemFactors.ToArray());
    }

    [Fact]
    public void Cancelling_between_sweeps_stops_the_fit()
    {
        using var source = new CancellationTokenSource();
        var context = new FitContext { Cancellation = source.Token, Progress = new CancelAt(source, 2) };
        Assert.ThrowsAny<OperationCanceledException>(() => new ImplicitAls { Sweeps = 1000 }.Fit(MadeData.Grouped(), context));
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var learner = new ImplicitAls { Factors = 0, Alpha = double.NaN, Regularization = 0, RegularizationExponent = 2, Sweeps = 0, ConjugateGradientSteps = 0 };
        var error = Assert.Throws<ArgumentException>(() => learner.Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["Factors", "Alpha", "Regularization", "RegularizationExponent", "Sweeps", "ConjugateGradientSteps"],
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static ImplicitFactorModel Fit(ImplicitAls learner, Interactions data) => (ImplicitFactorModel)learner.Fit(data, FitContext.Default);

    private static double Objective(SparseRows rows, ImplicitAls options, AlternatingSweeps sweeps)
    {
        var (byItem, width) = (rows.Transposed(), options.Factors);
        var (userPenalty, itemPenalty) = (FrequencyPenalty.For(rows, options), FrequencyPenalty.For(byItem, options));
        var sum = 0.0;
        for (var user = 0; user < rows.RowCount; user++)
        {
            var x = sweeps.UserFactors.AsSpan(user * width, width);
            sum += userPenalty.Of(rows.ValuesOf(user)) * Product(x, x);
            for (var item = 0; item < byItem.RowCount; item++)
            {
                var (place, score) = (rows.ColumnsOf(user).IndexOf(item), Product(x, sweeps.ItemFactors.AsSpan(item * width, width)));
                sum += place < 0 ? score * score : (1 + rows.ValuesOf(user)[place]) * (1 - score) * (1 - score);
            }
        }

        for (var item = 0; item < byItem.RowCount; item++)
            sum += itemPenalty.Of(byItem.ValuesOf(item)) * Product(sweeps.ItemFactors.AsSpan(item * width, width), sweeps.ItemFactors.AsSpan(item * width, width));
        return sum;

        static double Product(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
        {
            var sum = 0.0;
            for (var j = 0; j < x.Length; j++)
                sum += (double)x[j] * y[j];
            return sum;
        }
    }

    private static float[] Floats(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

    private static bool Close(float expected, float found) => Math.Abs(expected - found) <= 1e-5f;

    private sealed class CancelAt(CancellationTokenSource source, long sweep) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            Assert.True(value.Done <= sweep);
            if (value.Done == sweep)
                source.Cancel();
        }
    }
}

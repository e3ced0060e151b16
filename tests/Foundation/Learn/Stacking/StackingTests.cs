using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Linear;
using Kirana.Learn.Preparation;
using Kirana.Learn.Stacking;
using Kirana.Learn.SupportVectors;
using Kirana.Learn.Trees;
using Kirana.Learn.Validation;
using Kirana.Numerics.Random;
using Kirana.Tests.Foundation.Learn.Validation;

namespace Kirana.Tests.Foundation.Learn.Stacking;

public sealed class StackingTests
{
    private static readonly FitContext s_context = new() { Threads = 2, Seed = 4 };
    private static readonly GradientBoosting s_boosting = new() { Trees = 20, MinRowsPerLeaf = 5 };

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_stack_is_not_worse_than_its_best_member_beyond_noise(int classes)
    {
        var data = Tables.Of(500, classes).Numbers();
        IEstimator<ITableModel>[] members = classes == 0
            ? [new LinearRegression(), s_boosting, new DecisionTree { MaxDepth = 2 }]
            : [new LogisticRegression { Penalty = 0.1 }, s_boosting, new DecisionTree { MaxDepth = 2 }];
        var options = new CrossValidation { Resamples = 100, Folds = 4 };
        var score = classes == 0 ? Scoring.RootMeanSquare : Scoring.LogLoss;
        var stack = options.Run(new StackingLearner { Members = members }, data, s_context);
        var single = members.Select(member => options.Run(member, data, s_context)).ToArray();
        foreach (var member in single)
            Assert.True(PairedComparison.Of(stack, member, score).OverRows.Lower <= 0, $"{stack.Mean(score)} against {member.Mean(score)}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Members_judged_before_are_stacked_without_a_further_fit(int classes)
    {
        var data = Tables.Of(300, classes).Numbers();
        IEstimator<ITableModel>[] members = classes == 0 ? [new LinearRegression(), s_boosting, new DecisionTree { MaxDepth = 1 }] : [new LogisticRegression { Penalty = 0.1 }, s_boosting, new DecisionTree { MaxDepth = 1 }];
        var options = new CrossValidation { Folds = 3, Scores = [] };
        CrossValidated[] judged = [.. members.Select(member => options.Run(member, data, s_context))];
        ITableModel[] models = [.. members.Select(member => options.FitAll(member, data, s_context))];
        var stack = StackedValidation.Of(judged);
        var fitted = new StackingLearner { Members = members, Validation = options }.Fit(data, s_context);
        Assert.Equal(fitted.Weights.ToArray(), stack.Weights.ToArray());
        Assert.Equal(fitted.Weights.ToArray(), stack.ModelOf(data, models).Weights.ToArray());

        // Weights of a fold are of the other folds: what the fold's own rows hold cannot reach its predictions.
        var (held, score) = (stack.Judge(judged[0]), classes == 0 ? Scoring.RootMeanSquare : Scoring.LogLoss);
        Assert.Equal(judged[0].Predictions.Rows.ToArray(), held.Rows.ToArray());
        Assert.True(score.Of(held) < 1.05 * judged.Min(own => own.Mean(score)));
        Assert.Equal(judged.Average(own => own.Predictions.Values[5]), stack.Mean().Values[5], 1e-6);

        // What counts for too little is left out, and the others are weighed anew.
        var few = StackedValidation.Of(judged, leastWeight: stack.Weights.ToArray().Max());
        Assert.True(few.Weights.ToArray().Count(weight => weight is not 0) < 3);
        Assert.Throws<ArgumentException>(() => few.ModelOf(data, [null, null, null]));
        ITableModel?[] kept = [.. models.Select((model, m) => few.Weights[m] is 0 ? null : model)];
        Assert.Equal(kept.Count(model => model is not null), few.ModelOf(data, kept).Members.Count);
        Assert.Throws<ArgumentException>(() => StackedValidation.Of([judged[0], options.Run(members[0], data.Take([.. Enumerable.Range(0, 200)]), s_context)]));
    }

    [Fact]
    public void A_file_holds_prepared_members_too()
    {
        var data = Tables.Of(120, classes: 2);
        var prepared = new PreparingLearner<LogisticModel>(new TablePreparation([new Imputation(), new OneHotEncoding()]), new LogisticRegression { Penalty = 1 });
        var stack = new StackingLearner { Members = [prepared, s_boosting], Validation = new() { Folds = 2 } }.Fit(data, s_context);
        var writer = new ModelWriter(StackedModel.ModelKind, StackedModel.ModelVersion, StackedModel.ModelVersion);
        stack.Save(writer);
        using var reader = ModelReader.Parse(writer.ToArray(), "stack");
        var read = StackedModel.Load(reader);
        var (before, after) = (new float[120], new float[120]);
        stack.PredictProbability(stack.Encode(data.Table), before);
        read.PredictProbability(read.Encode(data.Table), after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Members_that_know_different_things_are_better_together()
    {
        // One sees x alone, the other z and the shop alone.
        var data = Tables.Of(600, noise: 0.5);
        IEstimator<ITableModel>[] members = [new OnlyColumns(new LinearRegression(), "x"), new OnlyColumns(s_boosting, "shop", "z")];
        var options = new CrossValidation { Resamples = 100, Folds = 3 };
        foreach (var learner in new IEstimator<StackedModel>[] { new StackingLearner { Members = members }, new BlendingLearner { Members = members } })
        {
            var together = options.Run(learner, data, s_context);
            foreach (var member in members)
                Assert.True(PairedComparison.Of(together, options.Run(member, data, s_context), Scoring.RootMeanSquare).OverRows.Upper < -0.1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_row_is_told_to_each_member_in_its_own_codes(int classes)
    {
        var data = Tables.Of(200, classes);
        IEstimator<ITableModel>[] members = [new OnlyColumns(new DecisionTree { MaxDepth = 4 }, "shop", "x"), s_boosting, new OnlyColumns(new RandomForest { Trees = 5 }, "z", "shop")];
        var model = new VotingLearner { Members = members, Weights = [1, 2, 1] }.Fit(data, s_context);
        Assert.Equal(["x", "z", "shop"], model.Schema.Columns.Select(column => column.Name));

        var strange = new Table([
            new NumberColumn("z", [0.3, double.NaN, 1]), new CategoryColumn("shop", [0, 1, CategoryColumn.Missing], ["c", "elsewhere"]), new NumberColumn("x", [1.0, 2, double.NaN])]);
        foreach (var table in new[] { data.Table, strange })
        {
            var outputs = Math.Max(1, classes);
            var (rows, found) = (model.Encode(table), new float[table.RowCount * outputs]);
            Answer(model, rows, found);
            var expected = new double[found.Length];
            foreach (var (member, weight) in model.Members.Zip([0.25, 0.5, 0.25]))
            {
                var own = new float[found.Length];
                Answer(member, member.Encode(table), own);
                for (var i = 0; i < own.Length; i++)
                    expected[i] += weight * own[i];
            }

            Assert.Equal(expected, found.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-5);
            // A single row is predicted as among many, and takes no memory.
            var single = new float[outputs];
            Answer(model, rows.AsSpan(0, 3).ToArray(), single);
            Assert.Equal(found[..outputs], single);
        }

        var (row, answers) = (model.Encode(data.Table).AsSpan(0, 3).ToArray(), new float[Math.Max(1, classes)]);
        for (var warm = 0; warm < 3; warm++)
            Answer(model, row, answers);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Answer(model, row, answers);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Answer(ITableModel own, float[] rows, float[] places)
        {
            if (classes == 0)
                ((IRegressor)own).Predict(rows, places);
            else
                ((IMulticlassClassifier)own).PredictProbabilities(rows, places);
        }
    }

    [Fact]
    public void Files_hold_every_member()
    {
        var data = Tables.Of(150, classes: 2).Numbers();
        IEstimator<ITableModel>[] members =
        [
            new LogisticRegression { Penalty = 0.1 }, s_boosting, new RandomForest { Trees = 5 }, new DecisionTree { MaxDepth = 3 }, new SupportVectorClassifier(),
            new VotingLearner { Members = [s_boosting, new DecisionTree()] },
        ];
        var model = new StackingLearner { Members = members, Validation = new() { Folds = 3 } }.Fit(data, s_context);
        Check(model, data, own => own.PredictProbability);
        var numbers = Tables.Of(150).Numbers();
        Check(new BlendingLearner { Members = [new LinearRegression(), new SupportVectorRegression(), s_boosting], Combiner = StackCombiner.Median }.Fit(numbers, s_context), numbers, own => own.Predict);

        var bytes = Bytes(model);
        Assert.Equal("bad-model", Assert.Throws<DataException>(() => StackedModel.Load(ModelReader.Parse(bytes, "stack").Part("member-1"))).Code);
        Assert.Throws<ArgumentException>(() => new VotingLearner { Members = [new Watcher()] }.Fit(new TabularData(Tables.Numbered(10).Table.Select(["id", "y"]), "y"), s_context).Save(new ModelWriter(StackedModel.ModelKind, 1, 1)));
    }

    private delegate void Prediction(ReadOnlySpan<float> rows, Span<float> answers);

    private static void Check(StackedModel model, TabularData data, Func<StackedModel, Prediction> predict)
    {
        var bytes = Bytes(model);
        var read = StackedModel.Load(ModelReader.Parse(bytes, "stack"));
        var (rows, first, second) = (model.Encode(data.Table), new float[data.RowCount], new float[data.RowCount]);
        predict(model)(rows, first);
        predict(read)(rows, second);
        Assert.Equal(first, second);
        Assert.Equal(bytes, Bytes(read));
        Assert.Equal(model.Members.Select(member => member.GetType()), read.Members.Select(member => member.GetType()));
    }

    [Fact]
    public void Same_bytes_at_any_number_of_threads()
    {
        var data = Tables.Of(200, classes: 3);
        var learner = new StackingLearner { Members = [s_boosting, new RandomForest { Trees = 5 }], Validation = new() { Folds = 3, Repeats = 2 } };
        var first = Bytes(learner.Fit(data, s_context with { Threads = 1 }));
        Assert.Equal(first, Bytes(learner.Fit(data, s_context)));
        Assert.Equal(first, Bytes(learner.Fit(data, s_context with { Threads = 4 })));
    }

    [Fact]
    public void Non_negative_weights_are_those_of_SciPy()
    {
        var (z, y) = (ValidationGolden.Doubles("z"), ValidationGolden.Doubles("target"));
        var (gram, moments) = (new double[16], new double[4]);
        for (var row = 0; row < 40; row++)
            for (var i = 0; i < 4; i++)
            {
                moments[i] += z[row * 4 + i] * y[row];
                for (var j = 0; j < 4; j++)
                    gram[i * 4 + j] += z[row * 4 + i] * z[row * 4 + j];
            }

        Assert.Equal(ValidationGolden.Doubles("nonnegative"), NonNegativeLeastSquares.Solve(gram, moments), (a, b) => Math.Abs(a - b) < 1e-10);
        // Twins share what one would have, and nothing is left to give where all point the wrong way.
        Assert.Equal(1, NonNegativeLeastSquares.Solve([1, 1, 1, 1], [1, 1]).Sum(), 1e-6);
        Assert.Equal([0.0, 0], NonNegativeLeastSquares.Solve([1, 0, 0, 1], [-1, -2]));
    }

    [Fact]
    public void Logistic_weights_are_the_least_point_of_their_loss()
    {
        var random = new RandomStream(3);
        var (odds, truths, weights) = (new double[300], new double[100], new float[100]);
        for (var row = 0; row < 100; row++)
        {
            (odds[3 * row], odds[3 * row + 1], weights[row]) = (random.NextGaussian(), random.NextGaussian(), row % 3);
            odds[3 * row + 2] = odds[3 * row];
            truths[row] = odds[3 * row] + 0.5 * odds[3 * row + 1] + 0.3 + random.NextGaussian() > 0 ? 1 : 0;
        }

        var (found, intercept) = LogisticPool.Fit(odds, truths, weights, 3, 2);
        Assert.Equal(found[0], found[2], 1e-9);
        var least = Loss(found, intercept);
        for (var at = 0; at < 4; at++)
            foreach (var step in new[] { -1e-4, 1e-4 })
            {
                var moved = (double[])found.Clone();
                if (at < 3)
                    moved[at] += step;
                Assert.True(Loss(moved, intercept + (at == 3 ? step : 0)) > least);
            }

        double Loss(double[] own, double shift) => own.Sum(weight => (weight - 1 / 3.0) * (weight - 1 / 3.0)) + Enumerable.Range(0, 100).Sum(row =>
        {
            var sum = shift + own[0] * odds[3 * row] + own[1] * odds[3 * row + 1] + own[2] * odds[3 * row + 2];
            return weights[row] * Math.Log(1 + Math.Exp(truths[row] > 0 ? -sum : sum));
        });
    }

    [Fact]
    public void Separable_classes_and_equal_members_leave_finite_weights()
    {
        var data = new TabularData(new Table([new NumberColumn("x", [.. Enumerable.Range(0, 40).Select(i => i < 20 ? i - 30.0 : i)]), new CategoryColumn("y", [.. Enumerable.Range(0, 40).Select(i => i / 20)], ["a", "b"])]), "y");
        var model = new StackingLearner { Members = [new DecisionTree(), new DecisionTree(), new RandomForest { Trees = 3 }] }.Fit(data, s_context);
        Assert.All(model.Weights.ToArray(), weight => Assert.InRange(weight, 0, 2));
        Assert.Equal(model.Weights[0], model.Weights[1], 1e-9);
        Assert.True(model.PredictProbability([-20]) < 0.01 && model.PredictProbability([30]) > 0.99);
    }

    [Fact]
    public void What_cannot_be_combined_is_refused_with_the_reason()
    {
        var (numbers, classes) = (Tables.Of(60).Numbers(), Tables.Of(60, classes: 2).Numbers());
        Words("Members has none", () => new StackingLearner { Members = [] }.Fit(numbers, s_context));
        Words("Penalty is 0", () => new StackingLearner { Members = [s_boosting], Penalty = 0 }.Fit(numbers, s_context));
        Words("HeldShare is 1", () => new BlendingLearner { Members = [s_boosting], HeldShare = 1 }.Fit(numbers, s_context));
        Words("Weights is 1, -1", () => new VotingLearner { Members = [s_boosting, s_boosting], Weights = [1, -1] }.Fit(numbers, s_context));
        Words("decision values", () => new VotingLearner { Members = [s_boosting, new SupportVectorClassifier()] }.Fit(classes, s_context));
        Words("is a number", () => new StackingLearner { Members = [s_boosting], Combiner = StackCombiner.Logistic }.Fit(numbers, s_context));
        var model = new VotingLearner { Members = [s_boosting] }.Fit(numbers, s_context);
        Assert.Throws<ArgumentException>(() => model.Predict([1f]));
        Assert.Throws<InvalidOperationException>(() => model.PredictProbability([1f, 2]));
        Assert.Throws<InvalidOperationException>(() => new VotingLearner { Members = [s_boosting] }.Fit(classes, s_context).Predict([1f, 2]));

        static void Words(string words, Action act) => Assert.Contains(words, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(StackedModel model)
    {
        var writer = new ModelWriter(StackedModel.ModelKind, StackedModel.ModelVersion, StackedModel.ModelVersion);
        model.Save(writer);
        return writer.ToArray();
    }
}

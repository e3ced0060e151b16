using System.Text.Json;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.SupportVectors;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.SupportVectors;

public sealed class SupportVectorTests
{
    private static readonly JsonElement s_golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "support-vectors.json"))).RootElement;

    private static readonly float[] s_test = Floats(s_golden.GetProperty("test"));

    [Theory]
    [InlineData("rbf")]
    [InlineData("scale")]
    [InlineData("linear")]
    [InlineData("polynomial")]
    [InlineData("weighted")]
    [InlineData("nu")]
    [InlineData("three")]
    [InlineData("regression")]
    [InlineData("regression weighted")]
    [InlineData("novelty")]
    public void Decisions_are_those_of_LIBSVM(string name)
    {
        var expected = s_golden.GetProperty("machines").EnumerateArray().Single(machine => string.Equals(machine.GetProperty("name").GetString(), name, StringComparison.Ordinal));
        var model = Fitted(name, shrinking: true);
        var decisions = new double[s_test.Length / 4 * model.Machines.Count];
        model.Decide(s_test, decisions);
        double[] wanted = [.. expected.GetProperty("decision").EnumerateArray().Select(value => value.GetDouble())];
        for (var i = 0; i < wanted.Length; i++)
            Assert.Equal(wanted[i], decisions[i], 2e-5);
        if (model.Task == SupportVectorTask.Classes)
        {
            var classes = new int[s_test.Length / 4];
            model.Classify(s_test, classes);
            Assert.Equal(expected.GetProperty("predicted").EnumerateArray().Select(value => (int)value.GetDouble()), classes);
        }
    }

    [Theory]
    [InlineData("rbf")]
    [InlineData("three")]
    [InlineData("nu")]
    [InlineData("regression")]
    public void Shrinking_changes_the_way_and_not_the_optimum(string name)
    {
        var (with, without) = (Fitted(name, shrinking: true), Fitted(name, shrinking: false));
        for (var i = 0; i < with.Machines.Count; i++)
        {
            Assert.Equal(without.Machines[i].Dual, with.Machines[i].Dual, 1e-6 * Math.Abs(without.Machines[i].Dual));
            Assert.InRange(with.Machines[i].Violation, double.NegativeInfinity, 1e-7);
        }
    }

    [Fact]
    public void Shrinking_is_taken_back_before_the_end()
    {
        var data = Moons(1_500, seed: 2);
        var learner = new SupportVectorClassifier { Kernel = Kernel.Rbf(2), C = 10, Tolerance = 1e-6 };
        var (with, without) = (learner.Fit(data, FitContext.Default).Machines[0], (learner with { Shrinking = false }).Fit(data, FitContext.Default).Machines[0]);
        Assert.Equal(without.Dual, with.Dual, 1e-8 * Math.Abs(without.Dual));
        Assert.InRange(with.Violation, double.NegativeInfinity, 1e-6);
    }

    [Theory]
    [InlineData("rbf")]
    [InlineData("linear")]
    [InlineData("weighted")]
    [InlineData("regression")]
    public void The_gap_between_primal_and_dual_closes(string name)
    {
        var machine = Fitted(name, shrinking: true).Machines[0];
        Assert.InRange(machine.Gap, -1e-6 * Math.Abs(machine.Primal), 1e-6 * Math.Abs(machine.Primal));
        Assert.Equal(0, machine.Coefficients.ToArray().Sum(), 1e-6);
        Assert.All(machine.Alpha.ToArray(), alpha => Assert.True(alpha > 0));
    }

    [Fact]
    public void A_small_cache_gives_the_same_machine()
    {
        var data = Moons(3_000, seed: 1);
        var learner = new SupportVectorClassifier { Kernel = Kernel.Rbf(2) };
        Assert.Equal(Bytes(learner.Fit(data, FitContext.Default)), Bytes((learner with { CacheMegabytes = 1 }).Fit(data, FitContext.Default)));
    }

    [Fact]
    public void A_polynomial_kernel_is_the_plane_of_its_explicit_features()
    {
        // (xᵀz + 1)² is the product of (x₁², √2·x₁x₂, x₂², √2·x₁, √2·x₂, 1) with the same of z.
        var random = new RandomStream(9);
        var rows = Enumerable.Range(0, 120).Select(_ => new Point((float)random.NextGaussian(), (float)random.NextGaussian(), "")).Select(point => point with { Class = point.X * point.X + point.Y > 0.7 ? "in" : "out" }).ToList();
        var root = MathF.Sqrt(2);
        var mapped = new TableColumns<Point>().Number("a", p => p.X * p.X).Number("b", p => root * p.X * p.Y).Number("c", p => p.Y * p.Y)
            .Number("d", p => root * p.X).Number("e", p => root * p.Y).Number("f", _ => 1).Category("class", p => p.Class);
        var kernel = new SupportVectorClassifier { Kernel = Kernel.Polynomial(2, gamma: 1, coefficient: 1), Tolerance = 1e-8 }.Fit(Table(rows), FitContext.Default);
        var plane = new SupportVectorClassifier { Kernel = Kernel.Linear, Tolerance = 1e-8 }.Fit(TabularData.From(rows, mapped, target: "class"), FitContext.Default);
        var (one, other) = (new double[1], new double[1]);
        foreach (var (x, y) in rows.Select(p => (p.X, p.Y)))
        {
            kernel.Decide([x, y], one);
            plane.Decide([x * x, root * x * y, y * y, root * x, root * y, 1], other);
            Assert.Equal(one[0], other[0], 2e-4);
        }

        Assert.Equal(kernel.Machines[0].Dual, plane.Machines[0].Dual, 1e-4);
        Assert.Equal(6, plane.Plane(0).Length);
    }

    [Fact]
    public void A_hard_margin_is_found_or_said_not_to_exist()
    {
        var hard = new SupportVectorClassifier { Kernel = Kernel.Linear, C = double.PositiveInfinity };
        var apart = Table([new(-1, 0, "a"), new(-2, 1, "a"), new(1, 0, "b"), new(2, -1, "b")]);
        var machine = hard.Fit(apart, FitContext.Default);
        // The nearest points lie two apart: ‖w‖ = 1.
        Assert.Equal(1, Math.Sqrt(machine.Plane(0).ToArray().Sum(w => w * w)), 1e-3);
        var mixed = Table([new(-1, 0, "a"), new(1, 0, "b"), new(-1, 0, "b"), new(2, -1, "b")]);
        Assert.Contains("separates", Assert.Throws<NotConvergedException>(() => hard.Fit(mixed, FitContext.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_of_ones_own_and_known_similarities_are_the_built_in_ones()
    {
        var (rows, learner) = (Points(90, seed: 4), new SupportVectorClassifier { Kernel = Kernel.Rbf(0.5), Tolerance = 1e-6 });
        static double Similarity(float[] x, float[] z) => Math.Exp(-0.5 * x.Zip(z, (a, b) => (double)(a - b) * (a - b)).Sum());
        var built = learner.Fit(Table(rows), FitContext.Default);
        var own = (learner with { Kernel = Kernel.Of("mine", Similarity) }).Fit(Table(rows), FitContext.Default);
        var columns = new TableColumns<int>();
        for (var j = 0; j < rows.Count; j++)
        {
            var other = j;
            columns = columns.Number($"to{j}", i => Similarity([rows[i].X, rows[i].Y], [rows[other].X, rows[other].Y]));
        }

        var known = (learner with { Kernel = Kernel.Precomputed }).Fit(TabularData.From(Enumerable.Range(0, rows.Count), columns.Category("class", i => rows[i].Class), target: "class"), FitContext.Default);
        var (a, b, c) = (new double[1], new double[1], new double[1]);
        built.Decide([0.3f, -0.2f], a);
        own.Decide([0.3f, -0.2f], b);
        known.Decide([.. rows.Select(row => (float)Similarity([0.3f, -0.2f], [row.X, row.Y]))], c);
        Assert.Equal(a[0], b[0], 1e-4);
        Assert.Equal(a[0], c[0], 1e-4);
        Assert.Contains("cannot hold", Assert.Throws<InvalidOperationException>(() => Bytes(own)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mercers_condition_is_told_from_its_failure()
    {
        var rows = Table(Points(60, seed: 8));
        Assert.True(MercerCheck.Of(Kernel.Rbf(1), rows).IsMercer);
        Assert.True(MercerCheck.Of(Kernel.Polynomial(3, 1, 1), rows).IsMercer);
        var sigmoid = MercerCheck.Of(Kernel.Sigmoid(1, -1), rows);
        Assert.True(sigmoid.LeastEigenvalue < -0.1, $"{sigmoid}");
        Assert.False(sigmoid.IsMercer);
        Assert.False(MercerCheck.Of(Kernel.Of("distance", (x, z) => Math.Abs(x[0] - z[0])), rows).IsMercer);
        var crooked = MercerCheck.Of(Kernel.Of("crooked", (x, z) => x[0] - z[1]), rows);
        Assert.True(crooked.Asymmetry > 0.1);
        Assert.False(crooked.IsMercer);
    }

    [Fact]
    public void A_kernel_that_fails_Mercers_condition_still_ends_in_a_machine()
    {
        var rows = Table(Points(60, seed: 8));
        foreach (var kernel in new[] { Kernel.Sigmoid(1, -1), Kernel.Of("distance", (x, z) => Math.Abs(x[0] - z[0])) })
        {
            var machine = new SupportVectorClassifier { Kernel = kernel }.Fit(rows, FitContext.Default);
            var decisions = new double[60];
            machine.Decide(machine.Encode(rows.Table), decisions);
            Assert.All(decisions, decision => Assert.True(double.IsFinite(decision)));
        }
    }

    [Fact]
    public void One_against_the_rest_has_a_machine_for_each_class()
    {
        var model = new SupportVectorClassifier { Scheme = MulticlassScheme.OneAgainstRest, Kernel = Kernel.Rbf(0.3), C = 2 }.Fit(Golden("three"), FitContext.Default);
        Assert.Equal(3, model.Machines.Count);
        var (rows, classes) = (Floats(s_golden.GetProperty("rows")), new int[150]);
        model.Classify(rows, classes);
        Assert.True(classes.Zip(Floats(s_golden.GetProperty("three")), (a, b) => a == (int)b ? 1 : 0).Sum() > 120);
    }

    [Fact]
    public void A_file_gives_the_same_machine_back()
    {
        foreach (var name in new[] { "rbf", "linear", "polynomial", "three", "regression", "novelty" })
        {
            var model = Fitted(name, shrinking: true);
            var bytes = Bytes(model);
            var loaded = SupportVectorMachine.Load(ModelReader.Parse(bytes, name));
            Assert.Equal(bytes, Bytes(loaded));
            var (before, after) = (new double[s_test.Length / 4 * model.Machines.Count], new double[s_test.Length / 4 * model.Machines.Count]);
            model.Decide(s_test, before);
            loaded.Decide(s_test, after);
            Assert.Equal(before, after);
        }
    }

    [Fact]
    public void A_cancelled_search_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new SupportVectorClassifier { Kernel = Kernel.Rbf(4), C = 100 }.Fit(Moons(2_000, 3), FitContext.Default with { Cancellation = source.Token }));
    }

    [Fact]
    public void What_cannot_be_learnt_is_refused_with_its_place()
    {
        var learner = new SupportVectorClassifier();
        Assert.Contains("row 2", Assert.Throws<DataException>(() => learner.Fit(Table([new(1, 1, "a"), new(float.NaN, 1, "b")]), FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("Every row", Assert.Throws<DataException>(() => learner.Fit(Table([new(1, 1, "a"), new(2, 1, "a")]), FitContext.Default)).Message, StringComparison.Ordinal);
        var faults = Assert.Throws<ArgumentException>(() => new SupportVectorClassifier { C = -1, Tolerance = 0, Kernel = Kernel.Rbf(-1) }.Fit(Moons(10, 1), FitContext.Default)).Message;
        Assert.Contains("C is -1", faults, StringComparison.Ordinal);
        Assert.Contains("Tolerance is 0", faults, StringComparison.Ordinal);
        Assert.Contains("γ is -1", faults, StringComparison.Ordinal);
        Assert.Contains("at most", Assert.Throws<DataException>(() => new SupportVectorClassifier { Nu = 0.9 }.Fit(Table([new(1, 1, "a"), new(2, 1, "b"), new(3, 1, "b"), new(4, 1, "b")]), FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Throws<NotConvergedException>(() => new SupportVectorClassifier { MostSteps = 3 }.Fit(Moons(200, 1), FitContext.Default));
    }

    private static SupportVectorMachine Fitted(string name, bool shrinking)
    {
        var classifier = new SupportVectorClassifier { Kernel = Kernel.Rbf(0.3), C = 2, Tolerance = 1e-7, Shrinking = shrinking };
        var regression = new SupportVectorRegression { Kernel = Kernel.Rbf(0.3), C = 1.5, Epsilon = 0.2, Tolerance = 1e-7, Shrinking = shrinking };
        return name switch
        {
            "scale" => (classifier with { Kernel = Kernel.Rbf(), C = 1 }).Fit(Golden("truths"), FitContext.Default),
            // A kernel of rank 4 in single precision: below this tolerance rounding has the last word.
            "linear" => (classifier with { Kernel = Kernel.Linear, C = 0.7, Tolerance = 1e-6 }).Fit(Golden("truths"), FitContext.Default),
            "polynomial" => (classifier with { Kernel = Kernel.Polynomial(3, 0.5, 1), C = 0.4 }).Fit(Golden("truths"), FitContext.Default),
            "weighted" => (classifier with { ClassWeights = new Dictionary<string, double>(StringComparer.Ordinal) { ["0"] = 0.5, ["1"] = 3 } }).Fit(Golden("truths", isWeighted: true), FitContext.Default),
            "nu" => (classifier with { Nu = 0.4 }).Fit(Golden("truths"), FitContext.Default),
            "three" => classifier.Fit(Golden("three"), FitContext.Default),
            "regression" => regression.Fit(Golden("number"), FitContext.Default),
            "regression weighted" => regression.Fit(Golden("number", isWeighted: true), FitContext.Default),
            "novelty" => new OneClassSupportVectors { Kernel = Kernel.Rbf(0.3), Nu = 0.2, Tolerance = 1e-7, Shrinking = shrinking }.Fit(Golden("truths"), FitContext.Default),
            _ => classifier.Fit(Golden("truths"), FitContext.Default),
        };
    }

    private static TabularData Golden(string target, bool isWeighted = false)
    {
        var (rows, truths, weights) = (Floats(s_golden.GetProperty("rows")), Floats(s_golden.GetProperty(target)), Floats(s_golden.GetProperty("weights")));
        var columns = new TableColumns<int>().Number("a", i => rows[4 * i]).Number("b", i => rows[4 * i + 1]).Number("c", i => rows[4 * i + 2]).Number("d", i => rows[4 * i + 3]).Number("weight", i => weights[i]);
        columns = string.Equals(target, "number", StringComparison.Ordinal) ? columns.Number("target", i => truths[i]) : columns.Category("target", i => ((int)truths[i]).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var data = TabularData.From(Enumerable.Range(0, truths.Length), columns, target: "target", weight: "weight");
        return isWeighted ? data : TabularData.From(Enumerable.Range(0, truths.Length), WithoutWeight(), target: "target");

        TableColumns<int> WithoutWeight()
        {
            var plain = new TableColumns<int>().Number("a", i => rows[4 * i]).Number("b", i => rows[4 * i + 1]).Number("c", i => rows[4 * i + 2]).Number("d", i => rows[4 * i + 3]);
            return string.Equals(target, "number", StringComparison.Ordinal) ? plain.Number("target", i => truths[i]) : plain.Category("target", i => ((int)truths[i]).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static List<Point> Points(int count, ulong seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (angle, isUpper) = (Math.PI * random.NextDouble(), i % 2 == 0);
            var (x, y) = isUpper ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.4 - Math.Sin(angle));
            return new Point((float)(x + 0.25 * random.NextGaussian()), (float)(y + 0.25 * random.NextGaussian()), isUpper ? "upper" : "lower");
        })];
    }

    private static TabularData Moons(int count, ulong seed) => Table(Points(count, seed));

    private static TabularData Table(List<Point> rows) =>
        TabularData.From(rows, new TableColumns<Point>().Number("x", p => p.X).Number("y", p => p.Y).Category("class", p => p.Class), target: "class");

    private static byte[] Bytes(SupportVectorMachine model)
    {
        var writer = new ModelWriter(SupportVectorMachine.ModelKind, 1, 1);
        model.Save(writer);
        using var stream = new MemoryStream();
        writer.Save(stream);
        return stream.ToArray();
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];

    private sealed record Point(float X, float Y, string Class);
}

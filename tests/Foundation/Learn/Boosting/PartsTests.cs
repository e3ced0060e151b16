using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Boosting.Parts;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Boosting;

/// <summary>One model of rows that several holders have.</summary>
public sealed class PartsTests
{
    private static readonly GradientBoosting s_small = new() { Trees = 8, Leaves = 15, LearningRate = 0.3 };

    public static TheoryData<string> Targets => ["price", "label", "kind", "count"];

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_model_has_the_bytes_of_a_fit_in_one_place_however_rows_are_cut(string target)
    {
        var data = Data(3_000, target);
        var learner = s_small with { Objective = target is "count" ? Objective.Poisson : null };
        var expected = learner.Fit(data, FitContext.Default with { Threads = 1 }).ToBytes();

        Assert.Equal(expected, learner.Fit(Parts(data, learner.Objective, 3_000), FitContext.Default).ToBytes());
        Assert.Equal(expected, learner.Fit(Parts(data, learner.Objective, 1_234, 3_000), FitContext.Default).ToBytes());
        Assert.Equal(expected, learner.Fit(Parts(data, learner.Objective, 7, 2_000, 3_000), FitContext.Default).ToBytes());
    }

    [Fact]
    public void Options_work_as_in_one_place()
    {
        var data = Data(2_000, "price");
        foreach (var learner in new[]
                 {
                     s_small with { RowFraction = 0.6, FeatureFraction = 0.7 },
                     s_small with { Growth = TreeGrowth.LevelWise, MaxDepth = 3, L1 = 0.5, L2 = 2 },
                     s_small with { Bins = 1_000, Leaves = 60, MinRowsPerLeaf = 3 },
                     s_small with { Monotone = new Dictionary<string, int>(StringComparer.Ordinal) { ["x0"] = 1 }, Interactions = [["x0", "x1", "colour"], ["x2", "few"]] },
                     s_small with { Cuts = CutSearch.WeightedSketch, Bins = 40 },
                     s_small with { Objective = Objective.Huber(2) },
                 })
            Assert.Equal(learner.Fit(data, FitContext.Default).ToBytes(), learner.Fit(Parts(data, learner.Objective, 900, 2_000), FitContext.Default).ToBytes());
    }

    [Fact]
    public void Stops_early_by_the_validation_rows_of_the_one_who_asks()
    {
        var (data, context) = (Data(1_500, "label"), FitContext.Default with { Validation = Data(500, "label", seed: 2) });
        var learner = s_small with { Trees = 60, EarlyStoppingRounds = 3, LearningRate = 0.8 };

        Assert.Equal(learner.Fit(data, context).ToBytes(), learner.Fit(Parts(data, null, 800, 1_500), context).ToBytes());
    }

    [Fact]
    public void Groups_are_ranked_where_they_lie()
    {
        var random = new RandomStream(4);
        var table = new Table([
            new NumberColumn("x", Enumerable.Range(0, 600).Select(_ => (float)random.NextGaussian()).ToArray()),
            new NumberColumn("relevance", Enumerable.Range(0, 600).Select(_ => (float)random.Next(4)).ToArray()),
            new NumberColumn("query", Enumerable.Range(0, 600).Select(row => (float)(row / 12)).ToArray()),
        ]);
        var data = new TabularData(table, target: "relevance", group: "query");
        var learner = s_small with { Objective = Objective.LambdaMart() };

        Assert.Equal(learner.Fit(data, FitContext.Default).ToBytes(), learner.Fit(Parts(data, learner.Objective, 240, 600), FitContext.Default).ToBytes());
    }

    [Fact]
    public void Levels_and_labels_may_come_in_another_order_in_each_part()
    {
        var data = Data(1_000, "label");
        var model = s_small.Fit(Parts(data, null, 500, 1_000), FitContext.Default);
        var turned = new TabularData(new Table(data.Take([.. Enumerable.Range(500, 500)]).Table.Columns.Reverse().Select(Turned)), "label", "weight");
        var other = s_small.Fit([Parts(data, null, 500)[0], new RowPart(turned)], FitContext.Default);

        Assert.Equal(model.ToBytes(), other.ToBytes());
    }

    [Fact]
    public void Bins_of_a_sample_are_those_of_all_rows_in_one_place()
    {
        var data = Data(4_000, "price");
        var (source, options) = (TableSource.Of(data), new BinningOptions(MaxBins: 60, SampleRows: 700));
        var expected = BinFinder.Find(source, options, 5, 1, CancellationToken.None);
        var bins = new PartedRows(Parts(data, null, 1_000, 1_500, 4_000), CancellationToken.None).Bins([.. source.Columns], [1_000, 500, 2_500], options, 5);

        for (var f = 0; f < bins.Length; f++)
        {
            Assert.Equal(expected[f].Cuts, bins[f].Cuts);
            Assert.Equal(expected[f].Categories, bins[f].Categories);
            Assert.Equal(expected[f].HasReserved, bins[f].HasReserved);
        }
    }

    [Fact]
    public void What_needs_all_rows_in_one_place_is_refused()
    {
        var data = Data(100, "price");
        var all = Assert.Throws<ArgumentException>(() => (s_small with { Step = BoostingStep.GradientNewton, DropRate = 0.1, Cuts = CutSearch.Exact, Sampling = RowSampling.GradientOneSide })
            .Fit(Parts(data, null, 100), FitContext.Default));
        foreach (var name in new[] { "Step", "DropRate", "Cuts", "Sampling" })
            Assert.Contains(name, all.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (s_small with { Objective = Objective.Absolute }).Fit(Parts(data, Objective.Absolute, 100), FitContext.Default));
        Assert.Throws<ArgumentException>(() => s_small.Fit(Array.Empty<IRowPart>(), FitContext.Default));
        Assert.Throws<ArgumentException>(() => new RowPart(new TabularData(data.Table)));
    }

    [Fact]
    public void Parts_that_do_not_belong_together_are_refused()
    {
        var data = Data(200, "price");
        Refused("changed-columns", data, new TabularData(data.Table.Select(data.Table.Columns.Select(column => column.Name).Except(["few"], StringComparer.Ordinal)), "price", "weight"));
        Refused("changed-columns", data, new TabularData(data.Table.Select(data.Table.Columns.Select(column => column.Name).Except(["weight"], StringComparer.Ordinal)), "price"));
        Refused("changed-columns", data, Data(200, "label"));
        Assert.Equal("bad-message", Assert.Throws<DataException>(() => s_small.Fit([new RowPart(data), new RowPart(data, Objective.Huber())], FitContext.Default)).Code);
        Assert.Equal("bad-message", Assert.Throws<DataException>(() => new RowPart(data).Answer(new MessageWriter(PartRequest.Gradients).Add(0).ToArray(), CancellationToken.None)).Code);

        static void Refused(string code, TabularData first, TabularData second) =>
            Assert.Equal(code, Assert.Throws<DataException>(() => s_small.Fit([new RowPart(first), new RowPart(second)], FitContext.Default)).Code);
    }

    [Fact]
    public void Cut_and_flipped_messages_are_refused()
    {
        var (random, heard) = (new RandomStream(8), Conversation());
        foreach (var message in heard.SelectMany(pair => new[] { pair.Request, pair.Answer }))
            for (var turn = 0; turn < 20; turn++)
            {
                var cut = message.AsMemory(0, random.Next(message.Length));
                var flipped = (byte[])message.Clone();
                flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                Assert.Equal("bad-message", Assert.Throws<DataException>(() => new MessageReader(cut)).Code);
                Assert.Equal("bad-message", Assert.Throws<DataException>(() => new MessageReader(flipped)).Code);
            }
    }

    [Fact]
    public void Requests_that_lie_under_a_right_check_sum_do_no_harm()
    {
        var (random, heard) = (new RandomStream(9), Conversation());
        for (var at = 0; at < heard.Count; at++)
            for (var turn = 0; turn < 30; turn++)
            {
                using var part = new RowPart(Data(300, "label"));
                foreach (var (request, _) in heard.Take(at))
                    part.Answer(request, CancellationToken.None);
                var fault = Record.Exception(() => part.Answer(Lying(heard[at].Request, ref random), CancellationToken.None));
                Assert.True(fault is null or DataException, $"{fault}");
            }
    }

    [Fact]
    public void Answers_that_lie_under_a_right_check_sum_do_no_harm()
    {
        var random = new RandomStream(10);
        for (var turn = 0; turn < 250; turn++)
        {
            var (number, at) = (0, turn % 12);
            using var part = new RowPart(Data(300, "label"));
            var lying = new Carrier(part, (_, answer) => number++ == at ? Lying(answer, ref random) : answer);
            var fault = Record.Exception(() => (s_small with { Trees = 2, Leaves = 4 }).Fit([lying], FitContext.Default with { Threads = 1 }));
            Assert.True(fault is null or DataException or NotConvergedException, $"{fault}");
        }
    }

    [Fact]
    public void Cancelling_ends_a_fit()
    {
        using var source = new CancellationTokenSource();
        using var part = new RowPart(Data(300, "price"));
        var number = 0;
        var carrier = new Carrier(part, (_, answer) =>
        {
            if (++number == 9)
                source.Cancel();
            return answer;
        });

        Assert.ThrowsAny<OperationCanceledException>(() => s_small.Fit([carrier], FitContext.Default with { Cancellation = source.Token }));
    }

    /// <summary>All requests of a small fit, with their answers.</summary>
    private static List<(byte[] Request, byte[] Answer)> Conversation()
    {
        var heard = new List<(byte[] Request, byte[] Answer)>();
        using var part = new RowPart(Data(300, "label"));
        (s_small with { Trees = 1, Leaves = 4 }).Fit([new Carrier(part, (request, answer) =>
        {
            heard.Add((request, answer));
            return answer;
        })], FitContext.Default);
        return heard;
    }

    /// <summary>The message with some bytes changed, cut or added and its check sum made anew.</summary>
    private static byte[] Lying(byte[] message, ref RandomStream random)
    {
        var body = message[1..^MessageReader.SumBytes];
        if (random.Next(4) == 0)
            body = body[..random.Next(body.Length + 1)];
        for (var change = random.Next(3); change >= 0 && body.Length > 0; change--)
            body[random.Next(body.Length)] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
        return new MessageWriter((PartRequest)message[0]).AddAll<byte>(body).ToArray();
    }

    private static IRowPart[] Parts(TabularData data, Objective? objective, params int[] ends) =>
        [.. ends.Select((end, part) => new RowPart(data.Take([.. Enumerable.Range(part == 0 ? 0 : ends[part - 1], end - (part == 0 ? 0 : ends[part - 1]))]), objective, threads: 1 + part % 2))];

    /// <summary>A column whose levels, if it has any, are in the opposite order.</summary>
    private static Column Turned(Column column) => column is not CategoryColumn categories ? column : new CategoryColumn(
        column.Name, [.. categories.Codes.ToArray().Select(code => code == CategoryColumn.Missing ? code : categories.Levels.Count - 1 - code)], categories.Levels.Reverse());

    /// <summary>Numbers with missing ones, few values, categories, weights, and a target.</summary>
    private static TabularData Data(int rows, string target, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var numbers = Enumerable.Range(0, 3).Select(f => Enumerable.Range(0, rows).Select(_ => f == 0 && random.Next(9) == 0 ? float.NaN : (float)random.NextGaussian()).ToArray()).ToArray();
        var (few, colours) = (new float[rows], new int[rows]);
        var (prices, weights) = (new float[rows], new float[rows]);
        for (var row = 0; row < rows; row++)
        {
            (few[row], colours[row]) = (random.Next(4), random.Next(7) - 1);
            prices[row] = (float)(numbers[1][row] * 2 + few[row] * (float.IsNaN(numbers[0][row]) ? 1 : numbers[0][row]) + colours[row] % 3 + 0.3 * random.NextGaussian());
            weights[row] = (float)random.NextDouble() + 0.1f;
        }

        Column learnt = target switch
        {
            "label" => new CategoryColumn(target, [.. prices.Select(price => price > 1 ? 1 : 0)], ["no", "yes"]),
            "kind" => new CategoryColumn(target, [.. prices.Select(price => price < 0 ? 2 : price < 2 ? 0 : 1)], ["some", "many", "none"]),
            "count" => new NumberColumn(target, [.. prices.Select(price => MathF.Floor(Math.Abs(price)))]),
            _ => new NumberColumn(target, prices),
        };
        return new TabularData(new Table([
            new NumberColumn("x0", numbers[0]), new NumberColumn("x1", numbers[1]), new NumberColumn("x2", numbers[2]), new NumberColumn("few", few),
            new CategoryColumn("colour", colours, ["red", "green", "blue", "grey", "pink", "teal"]), learnt, new NumberColumn("weight", weights),
        ]), target, "weight");
    }

    /// <summary>Carries messages, and may change the answers.</summary>
    private sealed class Carrier(IRowPart part, Func<byte[], byte[], byte[]> change) : IRowPart
    {
        public byte[] Answer(ReadOnlyMemory<byte> request, CancellationToken cancellation) => change(request.ToArray(), part.Answer(request, cancellation));
    }
}

using System.Text.Json;
using Kirana.Learn.Networks;
using Kirana.Numerics.Kernels;
using Kirana.Tests.Foundation.Learn.Linear;

namespace Kirana.Tests.Foundation.Learn.Networks;

public sealed class NetworkStepsTests
{
    private static readonly JsonElement s_file =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "network-steps.json"))).RootElement;

    /// <summary>From the same weights and in the same order of rows, the last batch of an epoch being short, every step is the reference's: what is left is float against double.</summary>
    [Theory]
    [InlineData("number, momentum")]
    [InlineData("number, adam")]
    [InlineData("two classes, adam with decay")]
    [InlineData("three classes, momentum")]
    public void Every_step_is_the_references(string name)
    {
        var run = s_file.GetProperty("runs").EnumerateArray().Single(own => string.Equals(own.GetProperty("name").GetString(), name, StringComparison.Ordinal));
        var losses = LinearGolden.Numbers(run.GetProperty("losses"));
        Assert.Equal(35 * 3, losses.Length);
        Assert.True(losses[^1] < 0.9 * losses[0]);
        var found = Losses(run);
        for (var step = 0; step < losses.Length; step++)
            Assert.True(Math.Abs(found[step] - losses[step]) <= 1e-4 * Math.Max(0.1, losses[step]), $"step {step + 1}: {found[step]}, the reference {losses[step]}");
    }

    private static List<double> Losses(JsonElement run)
    {
        var features = s_file.GetProperty("features").GetInt32();
        var (rows, targets) = (Floats(s_file.GetProperty("rows")), Floats(run.GetProperty("targets")));
        var loss = new NetworkLoss(run.GetProperty("outputs").GetInt32(), run.GetProperty("classes").GetInt32());
        var (layers, inputs) = (new List<DenseLayer>(), features);
        foreach (var own in run.GetProperty("start").EnumerateArray())
        {
            var bias = Floats(own.GetProperty("bias"));
            layers.Add(new DenseLayer(inputs, bias.Length, Floats(own.GetProperty("weights")), bias));
            inputs = bias.Length;
        }

        var options = new MultilayerPerceptron { Optimizer = run.GetProperty("optimizer").GetString() is "adam" ? NetworkOptimizer.Adam : NetworkOptimizer.Momentum };
        var (rate, decay, size) = (run.GetProperty("rate").GetDouble(), run.GetProperty("weight_decay").GetDouble(), s_file.GetProperty("batch").GetInt32());
        ParameterSteps[] weights = [.. layers.Select(layer => new ParameterSteps(options, layer.Weights, decay))], biases = [.. layers.Select(layer => new ParameterSteps(options, layer.Bias, 0))];
        var batch = new BackPropagation([.. layers], Enum.Parse<Activation>(run.GetProperty("activation").GetString()!, ignoreCase: true), 0, size);
        var (all, step) = (new List<double>(), 0L);
        foreach (var order in s_file.GetProperty("orders").EnumerateArray().Select(own => own.EnumerateArray().Select(row => row.GetInt32()).ToArray()))
            foreach (var taken in order.Chunk(size))
            {
                var total = 0.0;
                for (var i = 0; i < taken.Length; i++)
                    rows.AsSpan(taken[i] * features, features).CopyTo(batch.Inputs.AsSpan(i * features));
                batch.Run(taken.Length, 1, 0, step++, (from, to) =>
                {
                    for (var i = from; i < to; i++)
                        total += loss.Of(batch.Scores.Slice(i * loss.Outputs, loss.Outputs), targets[taken[i]], batch.Deltas.Slice(i * loss.Outputs, loss.Outputs));
                    Scale.By(1f / taken.Length, batch.Deltas[..(taken.Length * loss.Outputs)]);
                });
                all.Add(total / taken.Length);
                var now = step;
                batch.Gradients(taken.Length, 1, (layer, place, gradient) => (place < 0 ? biases : weights)[layer].Move(Math.Max(place, 0), gradient, rate, now));
            }

        return all;
    }

    private static float[] Floats(JsonElement values) => Array.ConvertAll(LinearGolden.Numbers(values), value => (float)value);
}

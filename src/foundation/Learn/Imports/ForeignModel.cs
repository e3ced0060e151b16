using Kirana.Data;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Imports;

/// <summary>A model of another library before it becomes one of ours.</summary>
internal sealed class ForeignModel(string name)
{
    /// <summary>More features than this are refused: a few bytes of a file may not ask for much memory.</summary>
    public const int MostFeatures = 1_000_000;

    public string Objective { get; set; } = "";

    public Link Link { get; set; }

    /// <summary>The score of each output before the first tree.</summary>
    public double[] Constants { get; set; } = [];

    public string[] Features { get; set; } = [];

    /// <summary>The trees and the output each adds to.</summary>
    public List<(ForeignTree Tree, int Output)> Trees { get; } = [];

    /// <summary>What every value is multiplied by.</summary>
    public double Scale { get; set; } = 1;

    public DataException Fault(string what) => new($"{name} is no model that can be imported: {what}.")
    {
        Code = "bad-model", File = name, Hint = "Save the model again with the library that made it.",
    };

    /// <summary>Makes the model: trees in rounds of one for each output.</summary>
    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    public BoostedTrees ToModel()
    {
        var outputs = Constants.Length;
        if (Trees.Count == 0)
            throw Fault("it has no trees");
        if ((Link == Link.Softmax) != (outputs > 1))
            throw Fault($"'{Objective}' does not go with {outputs} outputs");
        if (Features.Distinct(StringComparer.Ordinal).Count() != Features.Length)
            throw Fault("two features have one name");
        var byOutput = Enumerable.Range(0, outputs).Select(k => Trees.Where(own => own.Output == k).Select(own => own.Tree).ToArray()).ToArray();
        var rounds = byOutput[0].Length;
        if (Array.Exists(byOutput, own => own.Length != rounds))
            throw Fault("its outputs have different numbers of trees");
        var (constants, trees) = ((double[])Constants.Clone(), new Tree[rounds * outputs]);
        for (var round = 0; round < rounds; round++)
            for (var k = 0; k < outputs; k++)
            {
                var tree = byOutput[k][round];
                if (Array.Exists(tree.Nodes, node => node.Feature >= Features.Length))
                    throw Fault($"tree {round} splits on a feature it does not name");
                // The level often hides in the first tree, where a float would round it: keep it in the constant.
                var shift = round == 0 ? tree.MeanValue * Scale : 0;
                constants[k] += shift;
                trees[round * outputs + k] = tree.ToTree(shift, Scale, what => Fault($"{what} in tree {round}"));
            }

        if (!Array.TrueForAll(constants, double.IsFinite))
            throw Fault("its first scores are not finite");
        return new BoostedTrees(Objective, Link, constants, trees, Array.ConvertAll(Features, feature => new FeatureColumn(feature, false)), [], []);
    }

    /// <summary>The greatest float that is at most a number, so that x ≤ number and x ≤ float are one test of floats.</summary>
    public static float AtMost(double number)
    {
        var near = (float)number;
        return near > number ? MathF.BitDecrement(near) : near;
    }
}

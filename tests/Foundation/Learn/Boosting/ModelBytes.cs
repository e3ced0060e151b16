using Kirana.Data.ModelFiles;
using Kirana.Learn.Boosting;

namespace Kirana.Tests.Foundation.Learn.Boosting;

/// <summary>Models as bytes, to be compared.</summary>
internal static class ModelBytes
{
    public static byte[] ToBytes(this BoostedTrees model)
    {
        var writer = new ModelWriter(BoostedTrees.ModelKind, 1, 1);
        model.Save(writer);
        return writer.ToArray();
    }

    /// <summary>The values of every node of every tree.</summary>
    public static float[] ToTreesOnly(this BoostedTrees model) => [.. model.Trees.SelectMany(tree => tree.Value.ToArray())];
}

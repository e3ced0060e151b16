using Kirana.Data.ModelFiles;
using Kirana.Learn.Forests;

namespace Kirana.Tests.Foundation.Learn.Forests;

/// <summary>Forests as bytes, to be compared.</summary>
internal static class ForestBytes
{
    public static byte[] ToBytes(this Forest model)
    {
        var writer = new ModelWriter(Forest.ModelKind, 1, 1);
        model.Save(writer);
        return writer.ToArray();
    }

    public static byte[] ToBytes(this QuantileForest model)
    {
        var writer = new ModelWriter(QuantileForest.ModelKind, 1, 1);
        model.Save(writer);
        return writer.ToArray();
    }
}

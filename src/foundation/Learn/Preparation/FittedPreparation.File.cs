using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Preparation;

public sealed partial class FittedPreparation
{
    private const int MostSteps = 1_000;

    /// <summary>Writes the columns and, as parts <c>steps/0</c>, <c>steps/1</c>, …, the steps.</summary>
    internal void Save(ModelWriter writer)
    {
        _raw.Save(writer);
        FeatureColumnFile.Save(writer.Part("prepared"), _prepared);
        writer.Add("step_count", [_steps.Length]);
        for (var i = 0; i < _steps.Length; i++)
            _steps[i].Save(writer.Part("steps").Part($"{i}", _steps[i].Kind));
    }

    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    internal static FittedPreparation Load(ModelReader reader)
    {
        var (raw, prepared) = (RawColumns.Load(reader), FeatureColumnFile.Load(reader.Part("prepared")));
        if (reader.Ints("step_count", 1)[0] is var count && count is < 0 or > MostSteps)
            throw reader.Invalid("step_count", $"0 to {MostSteps}", $"{count}");
        var (steps, width) = (new FittedStep[count], raw.Columns.Length);
        for (var i = 0; i < count; i++)
        {
            steps[i] = LoadStep(reader.Part("steps").Part($"{i}"));
            if (steps[i].Inputs != width)
                throw reader.Invalid($"steps/{i}", $"a step for {width} columns", $"{steps[i].Inputs}");
            width = steps[i].Width;
        }

        return raw.Columns.Length > 0 && width == prepared.Length
            ? new FittedPreparation(raw, steps, prepared)
            : throw reader.Invalid("feature_name", $"the {width} columns of the last step", $"{prepared.Length}");
    }

    private static FittedStep LoadStep(ModelReader reader)
    {
        reader.Expect(reader.Kind, 1);
        return reader.Kind switch
        {
            FittedImputation.FileKind => FittedImputation.Load(reader),
            FittedScaling.FileKind => FittedScaling.Load(reader),
            FittedOneHot.FileKind => FittedOneHot.Load(reader),
            FittedCategoryValues.FileKind => FittedCategoryValues.Load(reader),
            FittedIterativeImputation.FileKind => FittedIterativeImputation.Load(reader),
            FittedBinning.FileKind => FittedBinning.Load(reader),
            FittedProducts.FileKind => FittedProducts.Load(reader),
            FittedChoice.FileKind => FittedChoice.Load(reader),
            var kind => throw reader.Invalid("kind", "a step that this program knows", kind),
        };
    }
}

using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;
using Kirana.Learn.Calibration;

namespace Kirana.Learn.SupportVectors;

public sealed partial class SupportVectorMachine
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "support-vectors";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="InvalidOperationException">The kernel is the caller's own: a file cannot hold code.</exception>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (Kernel is DelegateKernel)
            throw new InvalidOperationException($"The kernel '{Kernel.Name}' is a function of the caller's; a file cannot hold it.");
        writer.Schema = FeatureColumn.SchemaOf(_columns).ToJson();
        FeatureColumnFile.Save(writer, _columns);
        writer.AddStrings("label", Labels);
        writer.AddStrings("kernel", [Kernel.Name]);
        writer.Add("kernel_number", KernelNumbers(Kernel));
        writer.Add("task", [(int)Task, (int)Scheme]);
        writer.Add("support_place", _support.Places);
        writer.Add("support", _support.Values, _support.Count, Features);
        for (var i = 0; i < Machines.Count; i++)
        {
            var (part, machine) = (writer.Part($"machine{i}"), Machines[i]);
            part.Add("row", machine.Rows);
            part.Add("coefficient", machine.Coefficients);
            part.Add("alpha", machine.Alpha);
            part.Add("figure", [machine.Threshold, machine.Dual, machine.Primal, machine.Violation]);
            part.Add("count", [machine.Bounded, machine.Steps]);
            // Files of before have none.
            if (machine.Calibration is { } calibration)
                part.Add("platt", [calibration.Slope, calibration.Intercept]);
        }
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="InvalidOperationException">The kernel is the caller's own.</exception>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static SupportVectorMachine Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static SupportVectorMachine Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, labels, task) = (FeatureColumnFile.Load(reader), reader.Strings("label"), reader.Ints("task", 2));
        var kernel = KernelOf(reader);
        if (columns.Length == 0 || !Enum.IsDefined((SupportVectorTask)task[0]) || !Enum.IsDefined((MulticlassScheme)task[1]))
            throw reader.Invalid("task", "a known task of at least one feature", string.Join(", ", task));
        var places = reader.Ints("support_place");
        if (places.Zip(places.Skip(1)).Any(pair => pair.First >= pair.Second) || (places.Length > 0 && places[0] < 0)
            || (kernel is PrecomputedKernel && places.Length > 0 && places[^1] >= columns.Length))
            throw reader.Invalid("support_place", "ascending rows", "others");
        var values = reader.Floats("support", places.Length, columns.Length);
        if (!Array.TrueForAll(values, float.IsFinite))
            throw reader.Invalid("support", "finite numbers", "others");
        var scheme = (MulticlassScheme)task[1];
        var wanted = (SupportVectorTask)task[0] != SupportVectorTask.Classes || labels.Length == 2 ? 1
            : scheme == MulticlassScheme.OneAgainstRest ? labels.Length : labels.Length * (labels.Length - 1) / 2;
        if ((SupportVectorTask)task[0] == SupportVectorTask.Classes ? labels.Length is < 2 or > 10_000 : labels.Length > 0)
            throw reader.Invalid("label", "at least two classes, or none where none are told apart", $"{labels.Length}");
        var machines = new BinaryMachine[wanted];
        for (var i = 0; i < machines.Length; i++)
            machines[i] = LoadMachine(reader.Part($"machine{i}"), places);
        return new SupportVectorMachine((SupportVectorTask)task[0], columns, labels, scheme, kernel, new KernelRows(kernel, values, columns.Length, places), machines);
    }

    private static BinaryMachine LoadMachine(ModelReader part, int[] places)
    {
        var rows = part.Ints("row");
        var (coefficients, alpha, figures, counts) = (part.Doubles("coefficient", rows.Length), part.Doubles("alpha", rows.Length), part.Doubles("figure", 4), part.Longs("count", 2));
        if (Array.Exists(rows, row => Array.BinarySearch(places, row) < 0))
            throw part.Invalid("row", "rows of the support vectors", "others");
        if (!Array.TrueForAll(coefficients, double.IsFinite) || !double.IsFinite(figures[0]) || counts[0] < 0 || counts[0] > rows.Length)
            throw part.Invalid("coefficient", "finite numbers", "others");
        var machine = new BinaryMachine(rows, coefficients, alpha, (int)counts[0], figures[0], figures[1], figures[2], figures[3], counts[1]);
        if (!part.Has("platt"))
            return machine;
        var platt = part.Doubles("platt", 2);
        return double.IsFinite(platt[0]) && double.IsFinite(platt[1]) ? machine.With(new PlattCalibration(platt[0], platt[1])) : throw part.Invalid("platt", "finite numbers", "others");
    }

    private static double[] KernelNumbers(Kernel kernel) => kernel switch
    {
        RbfKernel { Gamma: { } gamma } => [gamma, 0, 0],
        PolynomialKernel { Gamma: { } gamma } own => [gamma, own.Coefficient, own.Degree],
        SigmoidKernel { Gamma: { } gamma } own => [gamma, own.Coefficient, 0],
        _ => [0, 0, 0],
    };

    private static Kernel KernelOf(ModelReader reader)
    {
        var (name, numbers) = (reader.Strings("kernel"), reader.Doubles("kernel_number", 3));
        Kernel? kernel = name is not [var own] ? null : own switch
        {
            "linear" => Kernel.Linear,
            "precomputed" => Kernel.Precomputed,
            "rbf" => Kernel.Rbf(numbers[0]),
            "polynomial" when numbers[2] is >= 1 and <= 100 => Kernel.Polynomial((int)numbers[2], numbers[0], numbers[1]),
            "sigmoid" => Kernel.Sigmoid(numbers[0], numbers[1]),
            _ => null,
        };
        return kernel is { Fault: null } ? kernel : throw reader.Invalid("kernel", "a known kernel with its numbers", string.Join(", ", name));
    }
}

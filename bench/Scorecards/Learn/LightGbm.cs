using System.Runtime.InteropServices;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>LightGBM's C interface, from a library whose path the caller gives.</summary>
internal sealed class LightGbm(string library)
{
    public const int Contributions = 3;
    private const int Single = 0;
    private const int RowMajor = 1;

    private readonly nint _library = NativeLibrary.Load(library);

    private delegate nint LastError();

    private delegate int DatasetFromMatrix(nint data, int type, int rows, int columns, int rowMajor, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, nint reference, out nint dataset);

    private delegate int SetField(nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string name, nint values, int count, int type);

    private delegate int CreateBooster(nint dataset, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out nint booster);

    private delegate int Update(nint booster, out int finished);

    private delegate int PredictMatrix(
        nint booster, nint data, int type, int rows, int columns, int rowMajor, int kind, int start, int rounds,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out long length, nint result);

    private delegate int FastInit(
        nint booster, int kind, int start, int rounds, int type, int columns, [MarshalAs(UnmanagedType.LPUTF8Str)] string parameters, out nint call);

    private delegate int Fast(nint call, nint row, out long length, nint result);

    public nint Dataset(nint rows, int count, int columns, nint targets, string parameters)
    {
        Check(Bind<DatasetFromMatrix>("LGBM_DatasetCreateFromMat")(rows, Single, count, columns, RowMajor, parameters, 0, out var dataset));
        Check(Bind<SetField>("LGBM_DatasetSetField")(dataset, "label", targets, count, Single));
        return dataset;
    }

    public nint Train(nint dataset, string parameters, int trees)
    {
        Check(Bind<CreateBooster>("LGBM_BoosterCreate")(dataset, parameters, out var booster));
        var update = Bind<Update>("LGBM_BoosterUpdateOneIter");
        for (var tree = 0; tree < trees; tree++)
            Check(update(booster, out _));
        return booster;
    }

    public void Predict(nint booster, nint rows, int count, int columns, int kind, int threads, nint result) =>
        Check(Bind<PredictMatrix>("LGBM_BoosterPredictForMat")(booster, rows, Single, count, columns, RowMajor, kind, 0, -1, $"num_threads={threads}", out _, result));

    /// <summary>Its fastest way to predict one row: prepared once, called for each row.</summary>
    public Action<nint> SingleRow(nint booster, int columns, nint result)
    {
        Check(Bind<FastInit>("LGBM_BoosterPredictForMatSingleRowFastInit")(booster, 0, 0, -1, Single, columns, "num_threads=1", out var call));
        var fast = Bind<Fast>("LGBM_BoosterPredictForMatSingleRowFast");
        return row => fast(call, row, out _, result);
    }

    private T Bind<T>(string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(_library, name));

    private void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException(Marshal.PtrToStringUTF8(Bind<LastError>("LGBM_GetLastError")()));
    }
}

package ai.djl.pytorch.jni;

import ai.djl.pytorch.engine.PtSymbolBlock;
import java.util.Arrays;

/** Calls a method of a TorchScript module so that gradients pass, which the engine's public ways do not let them. */
public final class ScriptCall {
    private ScriptCall() {}

    /**
     * Calls a method.
     *
     * @param arguments the caller's, who closes them
     * @return the caller's to close
     * @throws ai.djl.engine.EngineException if the method fails
     */
    public static IValue of(PtSymbolBlock module, String method, IValue... arguments) {
        long[] handles = Arrays.stream(arguments).mapToLong(IValue::getHandle).toArray();
        return new IValue(PyTorchLibrary.LIB.moduleRunMethod(module.getHandle(), method, handles, true, false));
    }
}
